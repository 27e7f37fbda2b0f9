using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using HotMess.Api.Hosting;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres;
using HotMess.Testing;
using Shouldly;

namespace HotMess.Faults.Tests.Kit;

/// <summary>What a client does.</summary>
internal enum Verb
{
    /// <summary>Taps somebody.</summary>
    Tap,

    /// <summary>Takes a tap back.</summary>
    Retract,

    /// <summary>Writes to somebody.</summary>
    Message,

    /// <summary>Gives somebody coins.</summary>
    Transfer,

    /// <summary>Spends coins.</summary>
    Spend,

    /// <summary>Checks in where nobody was before.</summary>
    CheckIn,

    /// <summary>Checks in for the day.</summary>
    Day,
}

/// <summary>
/// Seeded clients that send taps and take them back, send messages, move coins, check in and read their threads, each
/// command until it is acknowledged: with the same id, to any of the servers. What they were told is kept.
/// </summary>
internal sealed class Workload(int seed, IReadOnlyList<ServerProcess> servers, Tokens tokens) : IDisposable
{
    private const int People = 24;
    private const int Start = 1_000_000;

    // A person's check-ins within 12 hours have a bound, and the load is to meet no refusal.
    private const int MostCheckIns = 400;
    private static readonly string[] Kinds = ["like", "tap", "woof"];

    // Every other command taps or writes.
    private static readonly Verb[] Verbs =
    [
        Verb.Tap, Verb.Message, Verb.Transfer, Verb.Tap, Verb.Message, Verb.CheckIn, Verb.Tap, Verb.Message, Verb.Spend,
        Verb.Retract, Verb.Message, Verb.Day,
    ];
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(60);

    // The usual run leaves the processors to what it looks at.
    private static readonly TimeSpan Think = TimeSpan.FromMilliseconds(Summary.IsThorough ? 0 : 15);
    private readonly CancellationTokenSource stop = new();
    private readonly List<(Guid Id, string Token)> people = [];
    private readonly int[] checkIns = new int[People];
    private Task[] running = [];
    private long acknowledged;

    public Journal Journal { get; } = new();

    /// <summary>Commands acknowledged so far.</summary>
    public long Count => Interlocked.Read(ref acknowledged);

    private static int Clients => Summary.IsThorough ? 64 : 16;

    /// <summary>Opens the people, and starts the clients.</summary>
    public static async Task<Workload> StartAsync(int seed, DatabaseAccess access, params ServerProcess[] servers)
    {
        var load = new Workload(seed, servers, new Tokens(access.Secrets.Jwt, TimeProvider.System));
        await Task.WhenAll(Enumerable.Range(0, People).Select(_ => load.RegisterAsync()));
        load.running = [.. Enumerable.Range(0, Clients).Select(client => Task.Run(() => load.RunAsync(client)))];
        await load.MoreAsync(1);
        return load;
    }

    /// <summary>Returns when so many more commands were acknowledged.</summary>
    public Task MoreAsync(int count, TimeSpan? within = null)
    {
        var goal = Count + count;
        return Eventually.HoldsAsync(
            () => Task.FromResult(Count >= goal), $"{count} more acknowledged commands", within ?? GiveUp);
    }

    /// <summary>Lets every client have his last command acknowledged.</summary>
    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(running).WaitAsync(2 * GiveUp);
        Journal.Odd.ShouldBeEmpty(string.Join('\n', servers.Select(server => server.Output)));
    }

    /// <summary>Sends a command of the journal's once; its status and body, 0 for no answer.</summary>
    public async Task<(int Status, string Body)> SendAsync(Sent sent, ServerProcess server)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, sent.Path)
        {
            Content = new StringContent(sent.Body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Idempotency-Key", sent.Id);
        return await SendAsync(request, sent.Person, server);
    }

    /// <summary>What a server says that became of a command.</summary>
    public async Task<(int Status, string Body)> FindAsync(Sent sent, ServerProcess server)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/commands/{sent.Id}");
        return await SendAsync(request, sent.Person, server);
    }

    /// <summary>Reads a person's threads once.</summary>
    public async Task<(int Status, string Body)> ReadAsync(int person, ServerProcess server)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/threads");
        var (status, body) = await SendAsync(request, person, server);
        if (status is not (200 or 503 or 0))
        {
            Journal.Odd.Enqueue($"/v1/threads: {status} {body}");
        }

        return (status, body);
    }

    /// <summary>A new command of a person's.</summary>
    public Sent New(string id, int person, int other, Verb verb)
    {
        var (to, amount) = (people[other].Id, 1 + (id.Length % 7));
        (string Path, object Body) sent = verb switch
        {
            Verb.Tap => ("/v1/taps", new { to, kind = KindOf(id) }),
            Verb.Retract => ("/v1/taps/retract", new { to, kind = KindOf(id) }),
            Verb.Message => ("/v1/messages", new { to, text = id }),
            Verb.Transfer => ("/v1/coins/transfers", new { to, amount }),
            Verb.Spend => ("/v1/coins/spends", new { amount, sink = "boost", reference = id }),
            Verb.CheckIn => ("/v1/check-ins", new { venue_id = id }),
            Verb.Day => ("/v1/daily-checkin", new { }),
            _ => throw new ArgumentOutOfRangeException(nameof(verb)),
        };
        return new Sent(person, id, sent.Path, JsonSerializer.Serialize(sent.Body));
    }

    // By its last digit, so that all kinds go on for as long as the load does.
    private static string KindOf(string id) => Kinds[id[^1] % Kinds.Length];

    /// <inheritdoc />
    public void Dispose() => stop.Dispose();

    private async Task RunAsync(int client)
    {
        var random = new Random((seed * 997) + client);
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var person = random.Next(People);
            var other = (person + 1 + random.Next(People - 1)) % People;
            var command = New($"w{seed}-{client}-{i}", person, other, Next(random, person));
            await AcknowledgeAsync(command, random);
            await Lasting.ForAsync(Think);
            if (random.Next(4) == 0)
            {
                await ReadAsync(person, servers[random.Next(servers.Count)]);
            }
        }
    }

    private Verb Next(Random random, int person)
    {
        var verb = Verbs[random.Next(Verbs.Length)];
        return verb == Verb.CheckIn && Interlocked.Increment(ref checkIns[person]) > MostCheckIns
            ? Verb.Transfer
            : verb;
    }

    private async Task AcknowledgeAsync(Sent command, Random random)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < GiveUp)
        {
            var (status, body) = await SendAsync(command, servers[random.Next(servers.Count)]);
            Journal.Count(status);
            if (status == 200)
            {
                Journal.Acknowledged[command.Id] = command with { Answer = body };
                Interlocked.Increment(ref acknowledged);
                return;
            }

            if (status is not (0 or 503))
            {
                Journal.Odd.Enqueue($"{command.Path} {command.Id}: {status} {body}");
                return;
            }

            await Lasting.ForAsync(Pause);
        }

        Journal.Odd.Enqueue($"{command.Id} was not acknowledged within {GiveUp}.");
    }

    private async Task<(int Status, string Body)> SendAsync(
        HttpRequestMessage request, int person, ServerProcess server)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", people[person].Token);
        try
        {
            using var answer = await server.Http.SendAsync(request);
            var body = await answer.Content.ReadAsStringAsync();
            if ((int)answer.StatusCode == 503 && answer.Headers.RetryAfter is null)
            {
                Journal.Odd.Enqueue($"503 without Retry-After: {body}");
            }

            return ((int)answer.StatusCode, body);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            return (0, e.Message);
        }
    }

    private async Task RegisterAsync()
    {
        using var json = await ServeAsync("/v1/people", new { email = $"{Guid.CreateVersion7():N}@example.org" });
        var id = json.RootElement.GetProperty("person_id").GetGuid();
        var credit = new { person = id, amount = Start, source = "bonus", reference = "start" };
        (await ServeAsync("/v1/coins/credits", credit)).Dispose();
        var token = tokens.Make(Role.Authenticated, new PersonId(id), null, TimeSpan.FromHours(9));
        lock (people)
        {
            people.Add((id, token));
        }
    }

    // As the service.
    private async Task<JsonDocument> ServeAsync(string path, object sent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(JsonSerializer.Serialize(sent), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer", tokens.Make(Role.ServiceRole, null, null, TimeSpan.FromHours(9)));
        using var answer = await servers[0].Http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(body);
        return JsonDocument.Parse(body);
    }
}
