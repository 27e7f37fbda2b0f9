using System.Diagnostics;
using HotMess.Benchmarks.Harness;
using HotMess.Benchmarks.Rows;
using HotMess.Testing;

namespace HotMess.Benchmarks;

/// <summary>
/// Everything in one run on one private server: interleaved rounds, medians and spread, one table. Arguments:
/// <c>--program DLL</c> the published server, <c>--rounds N</c>, <c>--seconds N</c> of each load, <c>--only tap</c> for the first row.
/// </summary>
internal static class Bench
{
    // As the run recipe's cluster: durable, tuned for one small machine.
    private const string ServerOptions = "-c shared_buffers=256MB -c max_wal_size=4GB -c checkpoint_timeout=15min "
        + "-c wal_compression=lz4 -c wal_buffers=16MB -c autovacuum_naptime=10s";

    public static async Task<int> RunAsync(string[] args)
    {
        var program = Option(args, "--program") ?? throw new ArgumentException("--program is needed.");
        var rounds = int.Parse(Option(args, "--rounds") ?? "5", System.Globalization.CultureInfo.InvariantCulture);
        var seconds = int.Parse(Option(args, "--seconds") ?? "10", System.Globalization.CultureInfo.InvariantCulture);
        var only = Option(args, "--only");
        using var cluster = await TestCluster.StartAsync(ServerOptions);
        var directory = Directory.CreateTempSubdirectory("hotmess-bench-").FullName;
        try
        {
            var run = new BenchRun(cluster, program, directory, rounds, TimeSpan.FromSeconds(seconds));
            var watch = Stopwatch.StartNew();
            await using var rows = await BenchRows.StartAsync(run);
            await rows.ThroughputAsync(only);
            if (only is null)
            {
                await rows.LatencyAsync();
                await rows.MemoryAsync();
                await rows.RebuildAsync();
                await rows.StartUpAsync();
            }

            var report = rows.Report(watch.Elapsed);
            Console.WriteLine(report);
            if (Option(args, "--keep") is { } file)
            {
                await File.WriteAllTextAsync(file, report);
            }

            return 0;
        }
        finally
        {
            Running.EndAll();
            Directory.Delete(directory, recursive: true);
        }
    }

    private static string? Option(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}

/// <summary>What every row of one run shares.</summary>
internal sealed record BenchRun(TestCluster Cluster, string Program, string Directory, int Rounds, TimeSpan Time);
