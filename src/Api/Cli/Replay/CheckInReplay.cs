using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace HotMess.Api.Cli.Replay;

/// <summary>
/// Posts a file of check-ins as commands: the importer acts for the person, the command's id is <c>gowalla:LINE</c>,
/// and a venue that has a name gets a beacon that says it. A person's check-ins go one after another, in the order of
/// time; run again, it changes nothing.
/// </summary>
internal sealed class CheckInReplay(HttpClient client, int connections)
{
    private const string TooSoon = "check_in_too_soon";
    private const string OutOfOrder = "check_in_out_of_order";

    private readonly CommandPost post = new(client);
    private readonly ConcurrentDictionary<string, int> refusals = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, Guid> people = new();
    private readonly long[] counts = new long[Enum.GetValues<Answered>().Length];
    private string? firstRejection;
    private long answered;

    /// <summary>The people of the file, and their ids, once <see cref="RunAsync"/> has made them.</summary>
    public IReadOnlyDictionary<int, Guid> People => people;

    /// <summary>How often each rejection was answered.</summary>
    public IReadOnlyDictionary<string, int> Refusals => refusals;

    /// <summary>How many venues of the check-ins have a name.</summary>
    public int NamedVenues { get; private set; }

    /// <summary>
    /// True where nothing was refused but what fell into a cool-down; when it is sent again, it is older than what was
    /// accepted since.
    /// </summary>
    public bool IsAsExpected => refusals.Keys.All(code =>
        code == TooSoon || (code == OutOfOrder && counts[(int)Answered.Repeated] > 0));

    /// <summary>How many commands that takes.</summary>
    public static int CommandsOf(
        IReadOnlyList<FileCheckIn> checkIns, IReadOnlyDictionary<string, FileVenue> venues) =>
        checkIns.Count + checkIns.DistinctBy(one => one.Person).Count() + Named(checkIns, venues).Count;

    /// <param name="checkIns">In the order of time.</param>
    /// <param name="venues">Names.</param>
    /// <param name="done">Told how many of people, venues and check-ins have been answered.</param>
    /// <param name="ct">Stops between commands.</param>
    public async Task<ReplaySummary> RunAsync(
        IReadOnlyList<FileCheckIn> checkIns,
        IReadOnlyDictionary<string, FileVenue> venues,
        Action<long> done,
        CancellationToken ct)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = connections, CancellationToken = ct };
        var lanes = checkIns.GroupBy(one => one.Person).ToArray();
        await Parallel.ForEachAsync(lanes, options, async (lane, token) =>
        {
            people[lane.Key] = await MakePersonAsync(lane.Key, token);
            done(Interlocked.Increment(ref answered));
        });
        var named = Named(checkIns, venues);
        NamedVenues = named.Count;
        if (named.Count > 0)
        {
            var owner = await MakePersonAsync("venues", "venues@gowalla.invalid", "Gowalla", ct);
            await Parallel.ForEachAsync(named, options, async (venue, token) =>
            {
                await NameAsync(owner, venue, venues[venue], token);
                done(Interlocked.Increment(ref answered));
            });
        }

        // The longest first: the end of all is not the end of one who began last.
        await Parallel.ForEachAsync(lanes.OrderByDescending(lane => lane.Count()), options, async (lane, token) =>
        {
            foreach (var one in lane)
            {
                await CheckInAsync(one, token);
                done(Interlocked.Increment(ref answered));
            }
        });
        return Summary(lanes.Length);
    }

    private static IReadOnlyList<string> Named(
        IReadOnlyList<FileCheckIn> checkIns, IReadOnlyDictionary<string, FileVenue> venues) =>
        [.. checkIns.Select(one => one.Venue).Distinct(StringComparer.Ordinal).Where(venues.ContainsKey)];

    private ReplaySummary Summary(int number) => new(
        number,
        counts[(int)Answered.Accepted],
        counts[(int)Answered.Unchanged],
        counts[(int)Answered.Repeated],
        counts[(int)Answered.Rejected])
    {
        FirstRejection = firstRejection,
    };

    private Task<Guid> MakePersonAsync(int number, CancellationToken ct)
    {
        var name = number.ToString(CultureInfo.InvariantCulture);
        return MakePersonAsync("person:" + name, $"walker-{name}@gowalla.invalid", "Walker " + name, ct);
    }

    private async Task<Guid> MakePersonAsync(string id, string email, string name, CancellationToken ct)
    {
        var body = await MustAsync("/v1/people", id, new { email, display_name = name }, ct);
        return body.GetProperty("person_id").GetGuid();
    }

    private Task<JsonElement> NameAsync(Guid owner, string number, FileVenue venue, CancellationToken ct) => MustAsync(
        "/v1/beacons",
        "venue:" + number,
        new
        {
            from = owner,
            kind = "venue",
            venue_id = number,
            title = venue.Name,
            point = new { lat = venue.Lat, lng = venue.Lng },
        },
        ct);

    private async Task<JsonElement> MustAsync(string path, string id, object body, CancellationToken ct)
    {
        var (how, answer) = await post.SendAsync(path, "gowalla:" + id, body, ct);
        return how == Answered.Rejected
            ? throw new InvalidOperationException($"{id} was refused: {answer.GetRawText()}")
            : answer;
    }

    private async Task CheckInAsync(FileCheckIn one, CancellationToken ct)
    {
        var (how, body) = await post.SendAsync(
            "/v1/check-ins",
            "gowalla:" + one.Line.ToString(CultureInfo.InvariantCulture),
            new
            {
                from = people[one.Person],
                venue_id = one.Venue,
                point = new { lat = one.Lat, lng = one.Lng },
                occurred_at = one.At,
            },
            ct);
        Interlocked.Increment(ref counts[(int)how]);
        if (how == Answered.Rejected)
        {
            refusals.AddOrUpdate(body.GetProperty("code").GetString()!, 1, (_, count) => count + 1);
            Interlocked.CompareExchange(ref firstRejection, body.GetRawText(), null);
        }
    }
}
