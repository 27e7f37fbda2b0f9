using System.Globalization;
using HotMess.Projections.Runtime.Rebuild;

namespace HotMess.Api.Cli;

/// <summary>Shows how far a build is: on a terminal in one line, else a line every few seconds.</summary>
internal sealed class BuildPrinter(string projection, TimeProvider time)
{
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Elsewhere = TimeSpan.FromSeconds(5);

    private readonly long start = time.GetTimestamp();
    private (long Position, long At)? first;
    private long told;
    private bool open;

    /// <summary>Since it began.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(start);

    /// <summary>Takes the next state.</summary>
    public void Show(BuildProgress progress)
    {
        var now = time.GetTimestamp();
        first ??= (progress.Position, now);
        var terminal = !Console.IsOutputRedirected;
        if (told != 0 && time.GetElapsedTime(told, now) < (terminal ? OnTerminal : Elsewhere))
        {
            return;
        }

        told = now;
        var seconds = time.GetElapsedTime(first.Value.At, now).TotalSeconds;
        var rate = seconds > 0 ? (progress.Position - first.Value.Position) / seconds : 0;
        var rest = rate > 0 ? $"{(progress.Target - progress.Position) / rate:F0}" : "?";
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{projection}: position {progress.Position} of {progress.Target}, {progress.Events} events applied, ")
            + string.Create(CultureInfo.InvariantCulture, $"{rate:F0} positions/s, {rest} s to go");
        Console.Write(terminal ? $"\r{line}\u001b[K" : line + "\n");
        open = terminal;
    }

    /// <summary>Ends the line.</summary>
    public void End()
    {
        if (open)
        {
            Console.WriteLine();
        }
    }
}
