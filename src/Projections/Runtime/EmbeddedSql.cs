using System.Reflection;

namespace HotMess.Projections.Runtime;

/// <summary>The statements of this project, by path below it, e.g. <c>Taps/Sql/upsert_taps.sql</c>.</summary>
internal static class EmbeddedSql
{
    /// <summary>The text of one statement, without its closing semicolon.</summary>
    /// <exception cref="InvalidOperationException">There is no such file.</exception>
    public static string Read(string path)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(path)
            ?? throw new InvalidOperationException($"{path} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd().TrimEnd(';');
    }
}
