using System.Globalization;
using HotMess.Benchmarks.Harness;

namespace HotMess.Benchmarks.Rows;

/// <summary>
/// Check-ins under their cool-down, with what they earn; and at half of their peak, how long until that is seen.
/// </summary>
internal sealed class CheckInRows(Stage stage, PgbenchRows pgbench) : RowGroup(stage)
{
    private const int Venues = 200;
    private const double MostBacklog = 1_000;

    private static readonly WriteLoad Load =
        new("check-ins", "checkins.lua", 1, [.. VisitBooks.Checks, .. CoinBooks.Checks]);

    private readonly Series rate = new("check-ins, policies on, /s");
    private readonly Series drain = new("until all that check-ins earned is booked, after a load, ms");
    private readonly Series seenP50 = new("check-in to its XP and coins visible at half peak, p50, ms", 1);
    private readonly Series seenP99 = new("check-in to its XP and coins visible at half peak, p99, ms", 1);
    private long next;

    /// <inheritdoc />
    public override string Name => "checkins";

    /// <inheritdoc />
    public override IReadOnlyList<RowGroup> Needs => [pgbench];

    /// <summary>The names of the venues, one a line.</summary>
    public string VenuesFile => Path.Combine(Ours.Directory, "venues");

    /// <inheritdoc />
    public override IEnumerable<Row> Rows =>
    [
        new(rate, IsRate: true, Goal.Times(rate, pgbench.Rate, 0.3, "(a)")),
        new(drain, IsRate: false, Goal.NeverOver(drain, MostBacklog)),
        new(seenP50, IsRate: false),
        new(seenP99, IsRate: false, Goal.AtMost(seenP99, 200)),
    ];

    /// <inheritdoc />
    public override IEnumerable<string> Reading =>
    [
        "Check-ins: 10,000 people once each, in a scattered order, then all again, each time at another of 200 venues, "
            + "so that the cool-down is checked and refuses none. Each earns experience and coins by policies, found "
            + "once in the log and in the balances after each load. Visible: as above, in both balances.",
    ];

    /// <inheritdoc />
    public override async Task RoundAsync(bool counts)
    {
        var written = await CheckInAsync(counts);
        Keep(counts, rate, written.Rate);
        Keep(counts, drain, written.Drained);
    }

    /// <inheritdoc />
    public override async Task AfterAsync()
    {
        for (var round = 0; round <= Run.Rounds; round++)
        {
            var from = await Sql.ScalarAsync<long>(Ours.Database, Sql.Head);
            Latencies? told = null;
            var seen = await new Visibility(Ours.Database, "Xp", "Coins").MeasureAsync(
                async () =>
                {
                    told = await new OpenLoop(new Uri(Ours.Url), Request).RunAsync(rate.Median / 2, Run.Time);
                    await Ours.DrainAsync();
                },
                VisitBooks.EarnedSince(from));
            Keep(round > 0, seenP50, Visibility.At(seen, 0.50));
            Keep(round > 0, seenP99, Visibility.At(seen, 0.99));
            await Stage.CheckAsync(Load, from, told!.Answers - told.Refused, told.Refused, unheard: 0);
            if (seen.Length != told.Answers)
            {
                Stage.Wrongs.Add($"{Name}: of {told.Answers} check-ins {seen.Length} were looked for.");
            }

            await Sql.TidyAsync(Ours.Database);
        }
    }

    /// <summary>Makes kings to be read, where no round has.</summary>
    public async Task FillAsync()
    {
        await File.WriteAllLinesAsync(VenuesFile, Enumerable.Range(0, Venues).Select(venue => $"venue-{venue}"));
        if (next == 0)
        {
            await CheckInAsync(counts: false);
        }
    }

    private async Task<Written> CheckInAsync(bool counts)
    {
        var written = await Stage.WriteAsync(
            Load, counts, Ours.PeopleFile, Text(Venues), next.ToString(CultureInfo.InvariantCulture), "2");
        next += written.Result.Numbers;
        return written;
    }

    // As Load/checkins.lua does.
    private byte[] Request(long number)
    {
        var visit = Interlocked.Increment(ref next);
        var turn = visit / Contender.People;
        var person = ((visit % Contender.People * ((10 * turn) + 3)) + (turn * 7919)) % Contender.People;
        return OpenLoop.Post(
            "/v1/check-ins",
            $"Authorization: Bearer {Ours.Bearers[(int)person]}\r\nIdempotency-Key: visit-{visit}\r\n",
            $$"""{"venue_id":"venue-{{((person * 37) + turn) % Venues}}"}""");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
