using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using HotMess.Benchmarks.Harness;
using HotMess.Benchmarks.Servers;
using HotMess.Testing;
using Npgsql;

namespace HotMess.Benchmarks.Rows;

/// <summary>(a) pgbench, (b) the plain server and (c) the stock one, each on its own database of one server.</summary>
internal sealed partial class Baselines : IDisposable
{
    private readonly BenchRun run;
    private readonly List<Running> servers = [];

    private Baselines(BenchRun run) => this.run = run;

    /// <summary>(b), with the pool setting that won the trial.</summary>
    public Uri Plain { get; private set; } = null!;

    public string PlainPool { get; private set; } = "";

    public Uri Stock { get; private set; } = null!;

    /// <summary>(c) again, with No Reset On Close.</summary>
    public Uri StockNoReset { get; private set; } = null!;

    public string PeopleFile { get; private set; } = "";

    public static async Task<Baselines> StartAsync(BenchRun run, string peopleFile)
    {
        var baselines = new Baselines(run) { PeopleFile = peopleFile };
        foreach (var name in (string[])["pgbench", "plain", "stock", "stock_no_reset"])
        {
            await Sql.ExecuteAsync(run.Cluster.Settings.ConnectionString, "create database " + name);
        }

        await Sql.ExecuteAsync(baselines.On("pgbench"), PlainServer.Table);
        await Sql.ExecuteAsync(baselines.On("plain"), PlainServer.Table);
        await baselines.ChoosePoolAsync();
        baselines.Stock = await baselines.ServeAsync("serve-stock", baselines.On("stock"));
        var noReset = baselines.On("stock_no_reset", "No Reset On Close=true");
        baselines.StockNoReset = await baselines.ServeAsync("serve-stock", noReset);
        return baselines;
    }

    public async Task<double> PgbenchAsync()
    {
        var file = Path.Combine(run.Directory, "insert.sql");
        await File.WriteAllTextAsync(
            file, "insert into rows (a, b, kind, at) values (gen_random_uuid(), gen_random_uuid(), 'tap', now());\n");
        var settings = run.Cluster.Settings;
        var output = await Running.OutputAsync("pgbench", [
            "-n", "-M", "prepared", "-c", "64", "-j", "2", "-T", Seconds(), "-f", file,
            "-h", settings.Host!, "-p", settings.Port.ToString(CultureInfo.InvariantCulture), "-U", settings.Username!,
            "pgbench"]);
        return double.Parse(Tps().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>Answers a second of the plain server.</summary>
    public Task<double> PlainAsync() => LoadAsync(Plain, "/rows");

    /// <summary>
    /// Answers a second of a stock server, and how long its daemon then worked on, in milliseconds: waited for, so that
    /// it does not take from the next load.
    /// </summary>
    public async Task<(double Rate, double Drained)> StockAsync(bool noReset)
    {
        var rate = await LoadAsync(noReset ? StockNoReset : Stock, "/taps");
        var watch = Stopwatch.StartNew();
        var database = On(noReset ? "stock_no_reset" : "stock");
        await Eventually.HoldsAsync(
            async () => await Sql.ScalarAsync<long>(database, Sql.StockBacklog) == 0,
            "the stock daemon catches up",
            TimeSpan.FromMinutes(5));
        return (rate, watch.Elapsed.TotalMilliseconds);
    }

    /// <summary>A plain server that reads the contender's database as its owner, with (b)'s pool setting.</summary>
    public Task<Uri> ServeThreadsAsync(string database) => ServeAsync("serve-plain", $"{database};{PlainPool}");

    /// <summary>Ends the server that was started last.</summary>
    public void EndNewest()
    {
        servers[^1].Dispose();
        servers.RemoveAt(servers.Count - 1);
    }

    public void Dispose()
    {
        foreach (var server in servers)
        {
            server.Dispose();
        }
    }

    private Task<double> TryAsync(Uri server, TimeSpan time) => LoadAsync(server, "/rows", time);

    private async Task<double> LoadAsync(Uri server, string path, TimeSpan? time = null)
    {
        var result = await Wrk.RunAsync(
            server.ToString(), "rows.lua", time ?? run.Time, path, PeopleFile, "0", "2");
        return result.Refused == 0
            ? result.Rate
            : throw new InvalidOperationException($"{server}: {result.Refused} of {result.Answers} were refused.");
    }

    private async Task ChoosePoolAsync()
    {
        var best = 0.0;
        foreach (var options in PoolOptions())
        {
            var url = await ServeAsync("serve-plain", On("plain", options));
            await TryAsync(url, TimeSpan.FromSeconds(2));
            var rate = await TryAsync(url, TimeSpan.FromSeconds(3));
            Console.WriteLine($"(b) with {options}: {rate:F0}/s");
            var loser = rate > best ? servers.Count - 2 : servers.Count - 1;
            if (rate > best)
            {
                (best, Plain, PlainPool) = (rate, url, options);
            }

            if (loser >= 0)
            {
                servers[loser].Dispose();
                servers.RemoveAt(loser);
            }
        }
    }

    private static IEnumerable<string> PoolOptions() =>
        ((int[])[8, 16, 32, 64]).Select(pool => $"No Reset On Close=true;Max Auto Prepare=10;Maximum Pool Size={pool}")
            .Prepend("Max Auto Prepare=10");

    private async Task<Uri> ServeAsync(string verb, string database)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        var self = Path.Combine(AppContext.BaseDirectory, "HotMess.Benchmarks.dll");
        servers.Add(Running.Start("dotnet", [self, verb, url.ToString(), database], ("DOTNET_gcServer", "0")));
        await Running.WaitForAsync(url + "health", TimeSpan.FromSeconds(90));
        return url;
    }

    private string On(string database, string more = "") =>
        new NpgsqlConnectionStringBuilder(run.Cluster.Settings.ConnectionString) { Database = database }
            .ConnectionString + ";" + more;

    private string Seconds() => run.Time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"tps = ([\d.]+)")]
    private static partial Regex Tps();
}
