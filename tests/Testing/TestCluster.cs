using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace HotMess.Testing;

/// <summary>A PostgreSQL cluster in a directory and on a port of its own, on loopback only.</summary>
public sealed class TestCluster : IDisposable
{
    private readonly string directory;
    private readonly string binaries;
    private bool stopped;

    private readonly string extraOptions;

    private TestCluster(string directory, string binaries, int port, string extraOptions)
    {
        this.extraOptions = extraOptions;
        this.directory = directory;
        this.binaries = binaries;
        Settings = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = "postgres",
            Database = "postgres",
            Pooling = true,
            Timeout = 15,
        };
    }

    /// <summary>Superuser settings.</summary>
    public NpgsqlConnectionStringBuilder Settings { get; }

    /// <summary>The file that the server writes its log to.</summary>
    public string Log => Path.Combine(directory, "log");

    /// <summary>Makes and starts a cluster with data checksums and durable commits.</summary>
    /// <param name="extraOptions">More of the server's options, each <c>-c name=value</c>.</param>
    public static async Task<TestCluster> StartAsync(string extraOptions = "")
    {
        var binaries = FindBinaries();
        Leftovers.Remove();
        var directory = Directory.CreateTempSubdirectory(Leftovers.Prefix).FullName;
        var owner = Leftovers.Owner(Environment.ProcessId);
        await File.WriteAllTextAsync(Path.Combine(directory, Leftovers.OwnerFile), owner);
        var cluster = new TestCluster(directory, binaries, FreePort(), extraOptions);
        if (Environment.UserName == "root")
        {
            await RunAsync("chown", "postgres", directory);
        }

        await cluster.AsServerUserAsync(
            Path.Combine(binaries, "initdb"), "-D", cluster.Data, "-k", "-A", "trust", "-U", "postgres",
            "--locale=C.UTF-8", "--lc-collate=C", "-E", "UTF8", "-N");
        await cluster.StartServerAsync();
        return cluster;
    }

    /// <summary>Starts a stopped or killed server again and waits until it answers.</summary>
    public Task StartServerAsync()
    {
        var options = $"-p {Settings.Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={directory} "
            + "-c max_connections=300 -c shared_buffers=128MB -c jit=off -c max_wal_size=2GB "
            + "-c autovacuum_naptime=10s " + extraOptions;
        return AsServerUserAsync(
            Path.Combine(binaries, "pg_ctl"), "-D", Data, "-w", "-t", "60", "-l", Log,
            "-o", options, "start");
    }

    /// <summary>Kills the postmaster without a warning; its children end by themselves.</summary>
    public void Kill()
    {
        using var postmaster = Process.GetProcessById(Postmaster);
        postmaster.Kill();
        postmaster.WaitForExit(10_000);
    }

    /// <summary>Lets every process of the server stand still: what is asked of it waits, until it goes on.</summary>
    public Task SuspendAsync() => SignalAllAsync("STOP");

    /// <summary>Lets it go on.</summary>
    public Task ResumeAsync() => SignalAllAsync("CONT");

    /// <summary>Stops the server without a last word to anybody, as a crash would; it can be started again.</summary>
    public Task StopAtOnceAsync() =>
        AsServerUserAsync(Path.Combine(binaries, "pg_ctl"), "-D", Data, "-m", "immediate", "-w", "stop");

    /// <summary>Stops the server and removes its directory.</summary>
    public void Dispose()
    {
        if (stopped)
        {
            return;
        }

        stopped = true;
        StopAtOnceAsync().GetAwaiter().GetResult();
        Directory.Delete(directory, recursive: true);
    }

    private string Data => Path.Combine(directory, "data");

    private int Postmaster => int.Parse(
        File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    private Task SignalAllAsync(string signal) =>
        AsServerUserAsync("/bin/sh", "-c", $"kill -{signal} {Postmaster} $(pgrep -P {Postmaster})");

    private Task AsServerUserAsync(string program, params string[] arguments) => Environment.UserName == "root"
        ? RunAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", program, .. arguments])
        : RunAsync(program, arguments);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // Not redirected: a started server would inherit the pipes and hold them open.
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, WorkingDirectory = "/" };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec \"$@\" > /dev/null 2>&1");
        start.ArgumentList.Add("sh");
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
        }
    }

    private static string FindBinaries()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        var versions = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql")
                .OrderByDescending(d => Path.GetFileName(d), StringComparer.Ordinal)
                .Select(d => Path.Combine(d, "bin"))
            : [];
        return path.Concat(versions).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")))
            ?? throw new InvalidOperationException("PostgreSQL's server binaries (initdb) were not found.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
