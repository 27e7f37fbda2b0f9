namespace HotMess.Api.Hosting;

/// <summary>
/// A file that appears when the server first finds itself ready, before it says so: whoever waits for either finds
/// both. It lies beside its place, with <c>.new</c> at the end of its name, until then.
/// </summary>
/// <param name="path">Its place; null for none.</param>
public sealed class ReadyFile(string? path)
{
    private int shown = path is null ? 1 : 0;

    /// <summary>Puts the file in its place, once.</summary>
    public void Show()
    {
        if (Interlocked.Exchange(ref shown, 1) == 0 && File.Exists(path + ".new"))
        {
            File.Move(path + ".new", path!, overwrite: true);
        }
    }
}
