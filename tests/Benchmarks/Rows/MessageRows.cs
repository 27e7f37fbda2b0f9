using System.Globalization;
using HotMess.Benchmarks.Harness;

namespace HotMess.Benchmarks.Rows;

/// <summary>Messages into many threads, and into one.</summary>
internal sealed class MessageRows(Stage stage, PgbenchRows pgbench) : RowGroup(stage)
{
    private static readonly WriteLoad Spread = new("messages", "messages.lua", 1);
    private static readonly WriteLoad Hot = new("messages into one thread", "messages.lua", 1);

    // Short, so that there are several of them before nobody earns any more.
    private static readonly WriteLoad Earning =
        Spread with { Name = "messages with points", Time = TimeSpan.FromSeconds(2) };

    private readonly Series earningRate = new("messages into 1,000 threads, each with points for its sender, /s");
    private readonly Series rate = new("messages into 1,000 threads, /s");
    private readonly Series oneThread = new("messages into one single thread, /s");
    private long next;

    /// <inheritdoc />
    public override string Name => "messages";

    /// <inheritdoc />
    public override IReadOnlyList<RowGroup> Needs => [pgbench];

    /// <inheritdoc />
    public override IEnumerable<Row> Rows =>
    [
        new(earningRate, IsRate: false),
        new(rate, IsRate: true, Goal.Times(rate, pgbench.Rate, 0.45, "(a)")),
        new(oneThread, IsRate: true, Goal.Times(oneThread, rate, 0.7, "the spread rate")),
    ];

    /// <inheritdoc />
    public override IEnumerable<string> Reading =>
    [
        "Messages: the first fifty of a sender's day earn points, a command of a policy's each: their row is measured "
            + "before the rounds, whose messages are counted and earn no more.",
    ];

    /// <inheritdoc />
    public override async Task PrepareAsync()
    {
        for (var (isFirst, earn) = (true, true); earn; isFirst = false)
        {
            var written = await SendAsync(Earning, Ours.ThreadsFile, counts: false);
            Keep(!isFirst && written.IsAllFollowed, earningRate, written.Rate);
            earn = !written.IsHardlyFollowed;
        }

        await SendAsync(Hot, Ours.OneThreadFile, counts: false);
    }

    /// <inheritdoc />
    public override async Task RoundAsync(bool counts)
    {
        var written = await SendAsync(Spread, Ours.ThreadsFile, counts);
        Keep(counts, rate, written.Rate);
        Stage.Expect(written.IsHardlyFollowed, "messages of the rounds earned points");
        Keep(counts, oneThread, (await SendAsync(Hot, Ours.OneThreadFile, counts)).Rate);
    }

    private async Task<Written> SendAsync(WriteLoad load, string file, bool counts)
    {
        var written = await Stage.WriteAsync(load, counts, file, next.ToString(CultureInfo.InvariantCulture), "2");
        next += written.Result.Numbers;
        return written;
    }
}
