using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace HotMess.Benchmarks.Harness;

/// <summary>A server of the bench's own program, in a process of its own.</summary>
/// <param name="Url">Ends with a slash.</param>
internal sealed record Own(Running Process, Uri Url, string Options) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Trial = TimeSpan.FromSeconds(3);

    private static IEnumerable<string> Pools =>
        ((int[])[8, 16, 32, 64]).Select(pool => $"No Reset On Close=true;Max Auto Prepare=10;Maximum Pool Size={pool}")
            .Prepend("Max Auto Prepare=10");

    /// <summary>Makes a database on the cluster and tells its owner's connection string.</summary>
    public static async Task<string> DatabaseAsync(BenchRun run, string name)
    {
        var settings = run.Cluster.Settings;
        await Sql.ExecuteAsync(settings.ConnectionString, "create database " + name);
        return new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>Starts one and waits until it answers.</summary>
    /// <param name="verb">serve-plain, serve-stock.</param>
    public static async Task<Own> StartAsync(string verb, string database, string options = "")
    {
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        var self = Path.Combine(AppContext.BaseDirectory, "HotMess.Benchmarks.dll");
        var process = Running.Start(
            "dotnet", [self, verb, url.ToString(), $"{database};{options}"], ("DOTNET_gcServer", "0"));
        await Running.WaitForAsync(url + "health", Patience);
        return new Own(process, url, options);
    }

    /// <summary>A plain server with those pool settings under which it answers most of a load.</summary>
    /// <param name="load">Answers a second.</param>
    public static async Task<Own> PlainAsync(string database, Func<Uri, TimeSpan, Task<double>> load)
    {
        Own? best = null;
        var most = 0.0;
        foreach (var options in Pools)
        {
            var server = await StartAsync("serve-plain", database, options);
            await load(server.Url, WarmUp);
            var rate = await load(server.Url, Trial);
            Console.WriteLine($"plain server with {options}: {rate:F0}/s");
            (rate > most ? best : server)?.Dispose();
            (best, most) = rate > most ? (server, rate) : (best, most);
        }

        return best!;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <inheritdoc />
    public void Dispose() => Process.Dispose();
}
