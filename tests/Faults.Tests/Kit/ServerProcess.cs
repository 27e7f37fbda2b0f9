using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using HotMess.Testing;
using Npgsql;

namespace HotMess.Faults.Tests.Kit;

/// <summary>A server as it is really run: a process of its own, on a port of its own.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const int Sigcont = 18;
    private const int Sigstop = 19;
    private readonly NpgsqlConnectionStringBuilder owner;
    private readonly StringBuilder output = new();
    private Process process;

    private ServerProcess(NpgsqlConnectionStringBuilder owner, string? failing)
    {
        this.owner = owner;
        Port = FreePort();
        Http = NewClient(Port);
        process = Run(failing);
    }

    /// <summary>On the loopback.</summary>
    public int Port { get; }

    /// <summary>For requests to it.</summary>
    public HttpClient Http { get; }

    /// <summary>Whether it has ended by itself or otherwise.</summary>
    public bool HasEnded => process.HasExited;

    /// <summary>What it has printed.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>Starts a server.</summary>
    /// <param name="owner">The database's owner, perhaps through a proxy.</param>
    /// <param name="failing">A point, which pass of it, and <c>kill</c> or <c>stop</c>; null for none.</param>
    public static ServerProcess Start(NpgsqlConnectionStringBuilder owner, string? failing = null) =>
        new(owner, failing);

    /// <summary>Starts it again on the same port, after it has ended.</summary>
    public void Restart(string? failing = null)
    {
        process.WaitForExit();
        process.Dispose();
        process = Run(failing);
    }

    /// <summary>Returns when it has ended by itself.</summary>
    public Task EndedAsync(TimeSpan within) => process.WaitForExitAsync().WaitAsync(within);

    /// <summary>As <c>kill -9</c>.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Stops it where it stands; it keeps all that it has.</summary>
    public void Freeze() => Signal(Sigstop);

    /// <summary>Lets it go on.</summary>
    public void Thaw() => Signal(Sigcont);

    /// <summary>Whether it stands still.</summary>
    public bool IsFrozen()
    {
        var stat = File.ReadAllText($"/proc/{process.Id}/stat");
        return stat[stat.LastIndexOf(')') + 2] == 'T';
    }

    /// <summary>Returns when it finds itself ready.</summary>
    public Task ReadyAsync(TimeSpan? within = null) => Eventually.HoldsAsync(
        async () =>
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"The server ended: {Output}");
            }

            return await StatusAsync("/health") == HttpStatusCode.OK;
        },
        "a ready server",
        within ?? TimeSpan.FromSeconds(60));

    /// <summary>The status of a GET; null where nobody answers.</summary>
    public async Task<HttpStatusCode?> StatusAsync(string path)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(path, UriKind.Relative));
            return answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>Every projection as this process knows it, by name.</summary>
    public async Task<IReadOnlyDictionary<string, Projected>> ProjectionsAsync()
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri("/health/projections", UriKind.Relative));
            if (!answer.IsSuccessStatusCode)
            {
                return new Dictionary<string, Projected>();
            }

            using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            return body.RootElement.GetProperty("projections").EnumerateArray()
                .ToDictionary(row => row.GetProperty("name").GetString()!, Projected.Of);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return new Dictionary<string, Projected>();
        }
    }

    /// <summary>Returns when every projection runs and has seen everything.</summary>
    public async Task SettledAsync(TimeSpan? within = null)
    {
        try
        {
            await Eventually.HoldsAsync(
                async () => await ProjectionsAsync() is { Count: > 0 } all
                    && all.Values.All(each => each is { Status: "running", Lag: 0 }),
                "every projection running, at the log's head",
                within ?? TimeSpan.FromSeconds(60));
        }
        catch (TimeoutException late)
        {
            var all = string.Join('\n', (await ProjectionsAsync()).Select(each => each.ToString()));
            throw new TimeoutException($"{late.Message}\n{all}\n{Output}", late);
        }
    }

    /// <summary>Returns when one projection runs.</summary>
    public Task RunningAsync(string projection) => Eventually.HoldsAsync(
        async () => (await ProjectionsAsync()).GetValueOrDefault(projection)?.Status == "running",
        $"{projection} running",
        TimeSpan.FromSeconds(30));

    /// <inheritdoc />
    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
        Http.Dispose();
    }

    private static HttpClient NewClient(int port) => new(new SocketsHttpHandler { MaxConnectionsPerServer = 256 })
    {
        BaseAddress = new Uri($"http://127.0.0.1:{port}"),
        Timeout = TimeSpan.FromSeconds(6),
    };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Process Run(string? failing)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "hotmess.dll"));
        start.ArgumentList.Add("serve");
        start.Environment["HOTMESS_DB"] = owner.ConnectionString;
        start.Environment["HOTMESS_PORT"] = Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["HOTMESS_COMMANDS_PER_ACCOUNT"] = "0";
        start.Environment["HOTMESS_COMMANDS_PER_ADDRESS"] = "0";
        start.Environment["HOTMESS_CHECK_INS_PER_ACCOUNT"] = "0";
        start.Environment["HOTMESS_WEBHOOK_URL"] = World.Receiver.Url.ToString();
        start.Environment["HOTMESS_WEBHOOK_SECRET"] = "a secret of some length";
        if (failing is not null)
        {
            start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
            start.Environment[StartupHook.Variable] = failing;
        }

        var started = Process.Start(start)!;
        started.OutputDataReceived += (_, line) => Keep(line.Data);
        started.ErrorDataReceived += (_, line) => Keep(line.Data);
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return started;
    }

    private void Keep(string? line)
    {
        lock (output)
        {
            output.AppendLine(line);
        }
    }

    private void Signal(int signal)
    {
        if (SendSignal(process.Id, signal) != 0)
        {
            throw new InvalidOperationException($"Signal {signal}: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int SendSignal(int process, int signal);
}

/// <summary>A projection as a server tells it.</summary>
internal sealed record Projected(
    string Status,
    int? Node,
    long Lag,
    long LagMilliseconds,
    long? FailingPosition,
    string? FailingType,
    string? Reason)
{
    public static Projected Of(JsonElement row) => new(
        row.GetProperty("status").GetString()!,
        (int?)Number(row, "node"),
        row.GetProperty("lag_events").GetInt64(),
        row.GetProperty("lag_milliseconds").GetInt64(),
        Number(row, "failing_position"),
        row.TryGetProperty("failing_type", out var type) ? type.GetString() : null,
        row.TryGetProperty("reason", out var reason) ? reason.GetString() : null);

    private static long? Number(JsonElement row, string member) =>
        row.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : null;
}
