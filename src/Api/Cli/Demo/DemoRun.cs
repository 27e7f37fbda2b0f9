using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using HotMess.Api.Cli.Replay;
using HotMess.Domain.Kernel;

namespace HotMess.Api.Cli.Demo;

/// <summary>
/// Posts a night as commands, each under an id of its own, so that a night that was posted already changes nothing.
/// </summary>
internal sealed class DemoRun(HttpClient client, uint seed, DateOnly saturday, int connections)
{
    private readonly CommandPost post = new(client);
    private readonly ConcurrentDictionary<string, int> refusals = new(StringComparer.Ordinal);
    private readonly int[] counts = new int[Enum.GetValues<Answered>().Length];
    private PersonId[] ids = [];
    private Guid[] doors = [];

    /// <summary>How many commands were answered so.</summary>
    public int Count(Answered answered) => counts[(int)answered];

    /// <summary>How often each rejection was answered; a block refuses what comes after it.</summary>
    public IReadOnlyDictionary<string, int> Refusals => refusals;

    /// <summary>The ids of the people, in their order, once they have been made.</summary>
    public IReadOnlyList<PersonId> People => ids;

    /// <summary>Makes the people and gives each his profile.</summary>
    public async Task MakeAsync(IReadOnlyList<DemoPerson> people, Action done, CancellationToken ct)
    {
        ids = new PersonId[people.Count];
        await Parallel.ForEachAsync(people, Options(ct), async (person, token) =>
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"demo:{seed}:person:{person.Number}");
            var email = string.Create(
                CultureInfo.InvariantCulture,
                $"{person.Name.ToLowerInvariant()}.{seed}.{person.Number}@demo.hotmess.example");
            var body = await SendAsync("/v1/people", id, new { email, display_name = person.Name }, token)
                ?? throw new InvalidOperationException($"{person.Name} was refused: {Told()}.");
            ids[person.Number] = new PersonId(body.GetProperty("person_id").GetGuid());
            await SendAsync(
                "/v1/profile",
                id + ":profile",
                new { changes = person.Profile, from = ids[person.Number].Value },
                token);
            done();
        });
    }

    /// <summary>Puts a beacon at the door of each venue; the first person runs them all.</summary>
    public async Task OpenAsync(IReadOnlyList<DemoVenue> venues, Action done, CancellationToken ct)
    {
        doors = new Guid[venues.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, venues.Count), Options(ct), async (number, token) =>
        {
            var venue = venues[number];
            var body = new
            {
                from = ids[0].Value,
                kind = "venue",
                venue_id = venue.Venue,
                title = venue.Name,
                point = new { lat = venue.Lat, lng = venue.Lng },
                xp_scan = venue.XpScan,
            };
            var answer = await SendAsync("/v1/beacons", $"demo:{seed}:venue:{venue.Venue}", body, token)
                ?? throw new InvalidOperationException($"{venue.Name} was refused: {Told()}.");
            doors[number] = answer.GetProperty("beacon_id").GetGuid();
            done();
        });
    }

    /// <summary>What happens in the week before the night.</summary>
    public Task SpendAsync(IReadOnlyList<DemoStep> week, Action done, CancellationToken ct) =>
        SendAsync(week, "week:", done, ct);

    /// <summary>The days in a row up to the night.</summary>
    public Task CheckInAsync(IReadOnlyList<DemoStep> days, Action done, CancellationToken ct) =>
        SendAsync(days, "day:", done, ct);

    /// <summary>What happens in the night. What is between two people keeps its order.</summary>
    public Task SendAsync(IReadOnlyList<DemoStep> steps, Action done, CancellationToken ct) =>
        SendAsync(steps, "", done, ct);

    private Task SendAsync(IReadOnlyList<DemoStep> steps, string part, Action done, CancellationToken ct)
    {
        var lanes = steps.Select((step, number) => (step, number)).GroupBy(pair => pair.step.Lane).ToArray();
        return Parallel.ForEachAsync(lanes, Options(ct), async (lane, token) =>
        {
            foreach (var (step, number) in lane)
            {
                await SendAsync(step, Id(part, number), token);
                done();
            }
        });
    }

    // How many they are is part of it: whatever is drawn of a night depends on that.
    private string Id(string part, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"demo:{seed}:{saturday:yyyy-MM-dd}:{ids.Length}:{part}{number}");

    private Task SendAsync(DemoStep step, string id, CancellationToken ct)
    {
        var (from, to, at) = (ids[step.From].Value, ids[step.To].Value, step.At);
        return step switch
        {
            DemoStep.Tap tap => SendAsync("/v1/taps", id, new { from, to, kind = tap.Kind, occurred_at = at }, ct),
            DemoStep.Message message =>
                SendAsync("/v1/messages", id, new { from, to, text = message.Text, occurred_at = at }, ct),
            DemoStep.Read read => SendAsync(
                $"/v1/threads/{ThreadId.Direct(ids[step.From], ids[step.To])}/read",
                id,
                new { from, up_to = read.UpTo },
                ct),
            DemoStep.Favorite => SendAsync("/v1/favorites", id, new { from, to, occurred_at = at }, ct),
            DemoStep.Block => SendAsync("/v1/blocks", id, new { from, to, occurred_at = at }, ct),
            DemoStep.Group group => SendAsync(group, id, ct),
            DemoStep.Visit { Scans: true } visit => SendAsync(
                "/v1/check-ins/scan", id, new { from, code = doors[visit.Venue], occurred_at = at }, ct),
            DemoStep.Visit visit => SendAsync(
                "/v1/check-ins", id, new { from, venue_id = DemoVenues.All[visit.Venue].Venue, occurred_at = at }, ct),
            DemoStep.Day => SendAsync("/v1/daily-checkin", id, new { from, occurred_at = at }, ct),
            DemoStep.War war => SendAsync(
                "/v1/venue-wars", id, new { from, venue_id = DemoVenues.All[war.Venue].Venue, occurred_at = at }, ct),
            _ => throw new ArgumentOutOfRangeException(nameof(step)),
        };
    }

    private async Task SendAsync(DemoStep.Group group, string id, CancellationToken ct)
    {
        var with = Array.ConvertAll(group.With, number => ids[number].Value);
        var from = ids[group.From].Value;
        var opened = await SendAsync(
            "/v1/groups", id, new { from, with, title = group.Title, occurred_at = group.At }, ct);
        if (opened is not { } answer)
        {
            return;
        }

        var thread = answer.GetProperty("thread_id").GetGuid();
        var at = group.At;
        foreach (var ((by, text), line) in group.Talk.Select((said, line) => (said, line)))
        {
            at = at.AddMinutes(1);
            await SendAsync(
                "/v1/messages",
                string.Create(CultureInfo.InvariantCulture, $"{id}:{line}"),
                new { from = ids[by].Value, thread_id = thread, text, occurred_at = at },
                ct);
        }
    }

    private async Task<JsonElement?> SendAsync(string path, string id, object body, CancellationToken ct)
    {
        var (answered, answer) = await post.SendAsync(path, id, body, ct);
        Interlocked.Increment(ref counts[(int)answered]);
        if (answered != Answered.Rejected)
        {
            return answer;
        }

        refusals.AddOrUpdate(answer.GetProperty("code").GetString()!, 1, (_, count) => count + 1);
        return null;
    }

    private string Told() => string.Join(", ", refusals.Keys);

    private ParallelOptions Options(CancellationToken ct) =>
        new() { MaxDegreeOfParallelism = connections, CancellationToken = ct };
}
