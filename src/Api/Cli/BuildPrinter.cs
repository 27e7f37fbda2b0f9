using System.Globalization;
using HotMess.Projections.Runtime.Rebuild;

namespace HotMess.Api.Cli;

/// <summary>
/// Shows how far builds are that run side by side: on a terminal in one line, else a line for each every few seconds.
/// </summary>
internal sealed class BuildPrinter(TimeProvider time)
{
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Elsewhere = TimeSpan.FromSeconds(5);

    private readonly long start = time.GetTimestamp();
    private readonly Dictionary<string, Build> builds = [];
    private readonly bool terminal = !Console.IsOutputRedirected;
    private readonly Lock writing = new();
    private long drawn;
    private bool open;

    /// <summary>Since it began.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(start);

    /// <summary>Takes the next state of a build.</summary>
    public void Show(BuildProgress progress)
    {
        lock (writing)
        {
            var now = time.GetTimestamp();
            if (!builds.TryGetValue(progress.Projection, out var build))
            {
                builds[progress.Projection] = build = new Build(progress.Position, now);
            }

            build.Line = LineOf(progress, build, now);
            var last = terminal ? drawn : build.Told;
            if (last != 0 && time.GetElapsedTime(last, now) < (terminal ? OnTerminal : Elsewhere))
            {
                return;
            }

            drawn = build.Told = now;
            Console.Write(terminal ? $"\r{string.Join(" | ", builds.Values.Select(each => each.Line))}\u001b[K"
                : build.Line + "\n");
            open = terminal;
        }
    }

    /// <summary>Says what a build came to; its state is shown no longer.</summary>
    public void End(string projection, IEnumerable<string> lines)
    {
        lock (writing)
        {
            builds.Remove(projection);
            if (open)
            {
                Console.WriteLine();
            }

            open = false;
            foreach (var line in lines)
            {
                Console.WriteLine(line);
            }
        }
    }

    private string LineOf(BuildProgress progress, Build build, long now)
    {
        var seconds = time.GetElapsedTime(build.At, now).TotalSeconds;
        var rate = seconds > 0 ? (progress.Position - build.From) / seconds : 0;
        var rest = rate > 0 ? $"{(progress.Target - progress.Position) / rate:F0}" : "?";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{progress.Projection}: position {progress.Position} of {progress.Target}, ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"{progress.Events} events applied, {rate:F0} positions/s, {rest} s to go");
    }

    private sealed class Build(long from, long at)
    {
        public long From => from;

        public long At => at;

        public string Line { get; set; } = string.Empty;

        public long Told { get; set; }
    }
}
