using System.Runtime.InteropServices;

namespace HotMess.Api.Hosting;

/// <summary>
/// Gives the system back, each minute, what the C library holds and nobody uses: what the compiler of the runtime and
/// the ciphers took for a moment lies scattered among what stays, and the library returns only what lies at its end.
/// Some 14 MB after a load. Where the C library is not glibc, nothing is done.
/// </summary>
public sealed class NativeHeap(TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private static readonly Trim? Library = Find();

    private delegate int Trim(nuint keep);

    /// <summary>Gives it back now. Takes a few milliseconds, in which others' native allocations may wait.</summary>
    public static void GiveBack() => Library?.Invoke(0);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            GiveBack();
        }
    }

    private static Trim? Find() =>
        NativeLibrary.TryLoad("libc.so.6", out var library)
        && NativeLibrary.TryGetExport(library, "malloc_trim", out var trim)
            ? Marshal.GetDelegateForFunctionPointer<Trim>(trim)
            : null;
}
