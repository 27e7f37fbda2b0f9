using System.Runtime.InteropServices;
using HotMess.Benchmarks.Harness;
using HotMess.Benchmarks.Rows;
using HotMess.Testing;

namespace HotMess.Benchmarks;

/// <summary>
/// Everything in one run on one private server: interleaved rounds, medians and spread, one table. Arguments:
/// <c>--program DLL</c> the published server, <c>--revision TEXT</c>, <c>--rounds N</c>, <c>--seconds N</c> of each
/// load, <c>--rows NAMES</c> for a part of the rows (<see cref="Table"/>), <c>--only large</c> with <c>--events N</c>
/// for the row of the large log, <c>--statements</c> to be told which of them cost most, <c>--keep FILE</c>.
/// </summary>
internal static class Bench
{
    // As the run recipe's cluster (build/run.sh): durable, sized for one machine.
    private const string ServerOptions =
        "-c max_connections=400 -c shared_buffers=256MB -c max_wal_size=4GB -c min_wal_size=512MB "
        + "-c checkpoint_timeout=15min -c jit=off -c timezone=UTC -c autovacuum_naptime=15s "
        + "-c autovacuum_vacuum_scale_factor=0.05 -c wal_compression=lz4";

    public static async Task<int> RunAsync(string[] args)
    {
        var statements = args.Contains("--statements");
        var program = Option(args, "--program") ?? throw new ArgumentException("--program is needed.");
        var rounds = int.Parse(Option(args, "--rounds") ?? "5", System.Globalization.CultureInfo.InvariantCulture);
        var seconds = int.Parse(Option(args, "--seconds") ?? "10", System.Globalization.CultureInfo.InvariantCulture);
        using var cluster = await TestCluster.StartAsync(
            ServerOptions + SlowStatements.ServerOptions + (statements ? Statements.ServerOptions : ""));
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => EndAll(cluster));
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => EndAll(cluster));
        var directory = Directory.CreateTempSubdirectory("hotmess-bench-").FullName;
        try
        {
            var run = new BenchRun(
                cluster,
                program,
                Option(args, "--revision") ?? "a build",
                directory,
                rounds,
                TimeSpan.FromSeconds(seconds),
                statements);
            if (Option(args, "--only") == "large")
            {
                var events = Option(args, "--events") ?? "10000000";
                var large = new LargeLog(run, long.Parse(events, System.Globalization.CultureInfo.InvariantCulture));
                await KeepAsync(args, await large.MeasureAsync());
                return 0;
            }

            await using var table = await Table.StartAsync(run, Option(args, "--rows"));
            await KeepAsync(args, await table.MeasureAsync());
            return 0;
        }
        finally
        {
            Running.EndAll();
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task KeepAsync(string[] args, string report)
    {
        Console.WriteLine("\n" + report);
        if (Option(args, "--keep") is { } file)
        {
            await File.WriteAllTextAsync(file, report);
        }
    }

    private static void EndAll(TestCluster cluster)
    {
        Running.EndAll();
        cluster.Dispose();
        Environment.Exit(130);
    }

    private static string? Option(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}

/// <summary>What every row of one run shares.</summary>
/// <param name="Time">Of each load.</param>
/// <param name="Statements">Whether the costliest statements are told.</param>
internal sealed record BenchRun(
    TestCluster Cluster, string Program, string Revision, string Directory, int Rounds, TimeSpan Time, bool Statements);
