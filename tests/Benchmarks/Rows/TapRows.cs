using System.Globalization;
using HotMess.Benchmarks.Harness;

namespace HotMess.Benchmarks.Rows;

/// <summary>Tap commands, against all baselines.</summary>
internal sealed class TapRows(Stage stage, PgbenchRows pgbench, PlainRows plain, StockRows stock) : RowGroup(stage)
{
    private static readonly WriteLoad Load =
        new("taps", "taps.lua", 1, (Sql.MissingNotifications, "taps were told to nobody"));

    // Short, so that there are several of them before nobody earns any more.
    private static readonly WriteLoad Earning = Load with { Name = "taps with coins", Time = TimeSpan.FromSeconds(2) };

    private long next;

    /// <inheritdoc />
    public override string Name => "taps";

    /// <inheritdoc />
    public override IReadOnlyList<RowGroup> Needs => [pgbench];

    public Series Rate { get; } = new("tap commands, /s");

    private Series EarningRate { get; } = new("tap commands, each with coins for its sender, /s");

    /// <inheritdoc />
    public override IEnumerable<Row> Rows =>
    [
        new(EarningRate, IsRate: false),
        new(
            Rate,
            IsRate: true,
            Goal.Times(Rate, pgbench.Rate, 0.6, "(a)"),
            Goal.Times(Rate, plain.Rate, 1.5, "(b)"),
            Goal.Times(Rate, stock.Rate, 4, "(c)"),
            Goal.Times(Rate, pgbench.Rate, 0.4, "(a) with policies and notifications on, as they are")),
    ];

    /// <inheritdoc />
    public override IEnumerable<string> Reading =>
    [
        "Taps: tokens of 5,000 senders, a new pair and command id per tap; every tap is told to its receiver. The "
            + "first ten of a sender's day earn coins, a command of a policy's each: their row is measured before the "
            + "rounds, whose taps are counted and earn no more.",
    ];

    /// <inheritdoc />
    public override async Task PrepareAsync()
    {
        for (var (isFirst, earn) = (true, true); earn; isFirst = false)
        {
            var written = await LoadAsync(Earning, counts: false);
            Keep(!isFirst && written.IsAllFollowed, EarningRate, written.Rate);
            earn = !written.IsHardlyFollowed;
        }
    }

    /// <inheritdoc />
    public override async Task RoundAsync(bool counts)
    {
        var written = await LoadAsync(Load, counts);
        Keep(counts, Rate, written.Rate);
        Stage.Expect(written.IsHardlyFollowed, "taps of the rounds earned coins");
    }

    private async Task<Written> LoadAsync(WriteLoad load, bool counts)
    {
        var first = next.ToString(CultureInfo.InvariantCulture);
        var written = await Stage.WriteAsync(load, counts, Ours.PeopleFile, first, "2");
        next += written.Result.Numbers;
        return written;
    }

    /// <summary>Looks whether as many were stored as were answered, and told to their receivers.</summary>
    public Task CheckAsync(long from, long accepted, long refused) =>
        Stage.CheckAsync(Load, from, accepted, refused, unheard: 0);

    /// <summary>One tap for an open loop.</summary>
    public byte[] Request(long number)
    {
        var (bearer, to, pair) = NextPair();
        return OpenLoop.Post(
            "/v1/taps",
            $"Authorization: Bearer {bearer}\r\nIdempotency-Key: bench-{pair}\r\n",
            $$"""{"to":"{{to}}","kind":"tap"}""");
    }

    /// <summary>As the load's script does: from the first half of the people to the second, each pair once.</summary>
    public (string Bearer, string To, long Pair) NextPair()
    {
        var pair = Interlocked.Increment(ref next);
        var half = Ours.Ids.Count / 2;
        return (Ours.Bearers[(int)(pair % half)], Ours.Ids[half + (int)(((pair * 2861) + (pair / half)) % half)], pair);
    }
}
