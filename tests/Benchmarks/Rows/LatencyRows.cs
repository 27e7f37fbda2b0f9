using HotMess.Benchmarks.Harness;

namespace HotMess.Benchmarks.Rows;

/// <summary>Latencies at half of each contender's own peak, and how long an appended tap takes to be seen.</summary>
internal sealed class LatencyRows(Stage stage, PlainRows plain, TapRows taps) : RowGroup(stage)
{
    private readonly Series plainP50 = new("(b) p50 at half of its own peak, ms", 1);
    private readonly Series plainP99 = new("(b) p99 at half of its own peak, ms", 1);
    private readonly Series tapP50 = new("tap command, p50 at half peak, ms", 1);
    private readonly Series tapP99 = new("tap command, p99 at half peak, ms", 1);
    private readonly Series seenP50 = new("append to visible at half peak, p50, ms", 1);
    private readonly Series seenP99 = new("append to visible at half peak, p99, ms", 1);

    /// <inheritdoc />
    public override string Name => "latency";

    /// <inheritdoc />
    public override IReadOnlyList<RowGroup> Needs => [plain, taps];

    /// <inheritdoc />
    public override IEnumerable<Row> Rows =>
    [
        new(plainP50, IsRate: false),
        new(plainP99, IsRate: false),
        new(tapP50, IsRate: false),
        new(tapP99, IsRate: false, Goal.AtMost(tapP99, 3 * plainP50.Median)),
        new(seenP50, IsRate: false, Goal.AtMost(seenP50, 15)),
        new(seenP99, IsRate: false, Goal.AtMost(seenP99, 50)),
    ];

    /// <inheritdoc />
    public override IEnumerable<string> Reading =>
    [
        "At half peak: a fixed rate over 64 connections, each answer timed from when its request was due; as many "
            + "events and commands stored as answers. Visible: from the batch's time, taken before the commit, "
            + "to the first reading (2 ms apart) of the projection's progression, which moves with its rows.",
    ];

    /// <inheritdoc />
    public override async Task AfterAsync()
    {
        for (var round = 0; round <= Run.Rounds; round++)
        {
            var counts = round > 0;
            var ofPlain = await new OpenLoop(plain.Url, PlainRequest).RunAsync(plain.Rate.Median / 2, Run.Time);
            Keep(counts, plainP50, ofPlain.P50);
            Keep(counts, plainP99, ofPlain.P99);
            await TapsAsync(counts);
        }
    }

    private async Task TapsAsync(bool counts)
    {
        var from = await Sql.ScalarAsync<long>(Ours.Database, Sql.Head);
        Latencies? told = null;
        var seen = await new Visibility(Ours.Database, "Taps").MeasureAsync(
            async () =>
            {
                told = await new OpenLoop(new Uri(Ours.Url), taps.Request).RunAsync(taps.Rate.Median / 2, Run.Time);
                await Ours.DrainAsync();
            },
            $"""
            select batch.at, position
            from log.batches as batch, generate_series(batch.first_position, batch.last_position) as position
            where batch.last_position > {from}
            """);
        Keep(counts, tapP50, told!.P50);
        Keep(counts, tapP99, told.P99);
        Keep(counts, seenP50, Visibility.At(seen, 0.50));
        Keep(counts, seenP99, Visibility.At(seen, 0.99));
        await taps.CheckAsync(from, told.Answers - told.Refused, told.Refused);
        await Sql.TidyAsync(Ours.Database);
    }

    private byte[] PlainRequest(long number) =>
        OpenLoop.Post("/rows", "", $$"""{"from":"{{Ours.Ids[0]}}","to":"{{Ours.Ids[1]}}","kind":"tap"}""");
}
