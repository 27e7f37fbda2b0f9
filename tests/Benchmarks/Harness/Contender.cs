using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using HotMess.Api.Hosting;
using HotMess.Domain.Kernel;
using HotMess.Testing;
using Npgsql;

namespace HotMess.Benchmarks.Harness;

/// <summary>The product: a published build in a process of its own, people and threads made by its commands.</summary>
internal sealed class Contender : IAsyncDisposable
{
    /// <summary>Load/checkins.lua counts on it.</summary>
    public const int People = 10_000;

    private const int Threads = 1_000;
    private const int Readers = 200;
    private const int ThreadsEach = 20;
    private const string Secret = "a secret of the bench's own, longer than 32 characters";
    private static readonly TimeSpan Hour = TimeSpan.FromHours(10);

    private readonly Tokens tokens = new(System.Text.Encoding.UTF8.GetBytes(Secret), TimeProvider.System);
    private readonly string program;
    private readonly HttpClient client;
    private Running? server;

    private Contender(string program, string database, string directory)
    {
        this.program = program;
        Database = database;
        Directory = directory;
        Port = Own.FreePort();
        client = new HttpClient { BaseAddress = new Uri(Url) };
    }

    /// <summary>Owner's connection string.</summary>
    public string Database { get; }

    public string Directory { get; }

    public int Port { get; }

    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>All of them: an id and a token a line.</summary>
    public string PeopleFile { get; private set; } = "";

    public string ThreadsFile => Path.Combine(Directory, "threads");

    /// <summary>Those of whom each has a page of threads, once they were made.</summary>
    public string ReadersFile => Path.Combine(Directory, "readers");

    public string OneThreadFile => Path.Combine(Directory, "one-thread");

    public Running Server => server!;

    public List<string> Ids { get; } = [];

    public List<string> Bearers { get; } = [];

    public List<string> ThreadIds { get; } = [];

    public static async Task<Contender> StartAsync(
        TestCluster cluster, string program, string directory, string database = "hotmess")
    {
        var settings = new NpgsqlConnectionStringBuilder(cluster.Settings.ConnectionString) { Database = database };
        await Sql.ExecuteAsync(cluster.Settings.ConnectionString, "create database " + database);
        var contender = new Contender(program, settings.ConnectionString, directory);
        await Running.OutputAsync("dotnet", [program, "migrate"], contender.Environment());
        contender.Run();
        await contender.ReadyAsync();
        await contender.PopulateAsync();
        return contender;
    }

    /// <summary>Starts the process; does not wait.</summary>
    public void Run() => server = Running.Start("dotnet", [program, "serve"], Environment());

    public Task ReadyAsync() => Running.WaitForAsync(Url + "/health", TimeSpan.FromSeconds(60));

    public string ServiceKey => tokens.Make(Role.ServiceRole, null, null, Hour);

    /// <summary>What the server's process is given.</summary>
    public (string Name, string Value)[] Environment() =>
    [
        ("HOTMESS_DB", Database),
        ("HOTMESS_PORT", Port.ToString(CultureInfo.InvariantCulture)),
        ("HOTMESS_JWT_SECRET", Secret),
        ("HOTMESS_COMMANDS_PER_ACCOUNT", "0"),
        ("HOTMESS_COMMANDS_PER_ADDRESS", "0"),
        ("HOTMESS_CHECK_INS_PER_ACCOUNT", "0"),
        ("MALLOC_ARENA_MAX", "2"),
    ];

    /// <summary>Milliseconds until every projection has reached the log's head.</summary>
    public async Task<double> DrainAsync()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await Eventually.HoldsAsync(
            async () => await Sql.ScalarAsync<long>(Database, Sql.Backlog) == 0,
            "the daemon catches up",
            TimeSpan.FromMinutes(5));
        return watch.Elapsed.TotalMilliseconds;
    }

    /// <summary>
    /// Returns when nothing is under way any more, also what a load generator no longer waited for: the log has not
    /// grown for a while, and all of it is projected.
    /// </summary>
    public async Task SettleAsync()
    {
        const int QuietReadings = 20;
        var (head, quiet) = (-1L, 0);
        await Eventually.HoldsAsync(
            async () =>
            {
                var now = await Sql.ScalarAsync<long>(Database, Sql.Head);
                quiet = now == head ? quiet + 1 : 0;
                head = now;
                return quiet >= QuietReadings && await Sql.ScalarAsync<long>(Database, Sql.Backlog) == 0;
            },
            "nothing is under way",
            TimeSpan.FromMinutes(1));
    }

    /// <summary>People with twenty threads each, which hold messages of both; their indexes.</summary>
    public async Task<int[]> MakeReadersAsync()
    {
        var readers = Enumerable.Range(People / 4, Readers).ToArray();
        var seats = readers.SelectMany(reader => Enumerable.Range(0, ThreadsEach), (reader, at) => (reader, at));
        var wide = new ParallelOptions { MaxDegreeOfParallelism = Wrk.Connections };
        await Parallel.ForEachAsync(seats, wide, async (seat, ct) =>
        {
            var other = (People / 2) + 2_000 + (((seat.reader * ThreadsEach) + seat.at) % 2_500);
            foreach (var (from, to) in new[] { (seat.reader, other), (other, seat.reader), (other, seat.reader) })
            {
                await PostAsync("/v1/messages", new { to = Ids[to], text = "?" }, "message_id", Bearers[from]);
            }
        });
        await File.WriteAllLinesAsync(ReadersFile, readers.Select(reader => $"{Ids[reader]} {Bearers[reader]}"));
        await DrainAsync();
        await Sql.ExecuteAsync(Database, "analyze");
        return readers;
    }

    /// <summary>Sends one command and picks an id from its answer; any other answer is an exception.</summary>
    public async Task<string> PostAsync(string path, object body, string answer, string bearer)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonDocument.Parse(text).RootElement.GetProperty(answer).GetString()!
            : throw new InvalidOperationException($"{path}: {(int)response.StatusCode} {text}");
    }

    /// <summary>Writes some of the people with their tokens to a file for the load.</summary>
    public async Task<string> WritePeopleAsync(string name, Range which)
    {
        var file = Path.Combine(Directory, name);
        await File.WriteAllLinesAsync(file, Ids.Zip(Bearers, (id, token) => $"{id} {token}").Take(which));
        return file;
    }

    public void Stop()
    {
        server?.Dispose();
        server = null;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        Stop();
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task PopulateAsync()
    {
        var service = ServiceKey;
        var made = new string[People];
        var wide = new ParallelOptions { MaxDegreeOfParallelism = Wrk.Connections };
        await Parallel.ForAsync(0, People, wide, async (i, ct) =>
        {
            var person = new { email = $"p{i}@bench.invalid", display_name = $"P{i}" };
            made[i] = await PostAsync("/v1/people", person, "person_id", service);
        });
        Ids.AddRange(made);
        Bearers.AddRange(made.Select(id => tokens.Make(Role.Authenticated, new PersonId(Guid.Parse(id)), null, Hour)));
        var threads = new string[Threads];
        await Parallel.ForAsync(0, Threads, wide, async (i, ct) =>
        {
            var with = new { with = made[(People / 2) + i] };
            threads[i] = await PostAsync("/v1/threads", with, "thread_id", Bearers[i]);
        });
        ThreadIds.AddRange(threads);
        PeopleFile = await WritePeopleAsync("people", ..);
        await File.WriteAllLinesAsync(ThreadsFile, threads.Select((id, i) => $"{id} {Bearers[i]}"));
        string[] both = [Bearers[0], Bearers[People / 2]];
        await File.WriteAllLinesAsync(OneThreadFile, both.Select(token => $"{threads[0]} {token}"));
        await DrainAsync();
        await Sql.ExecuteAsync(Database, "analyze");
    }
}
