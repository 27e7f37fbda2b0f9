using System.Globalization;
using HotMess.Benchmarks.Harness;

namespace HotMess.Benchmarks.Rows;

/// <summary>A load of commands, and what must be so after it.</summary>
/// <param name="Name">As the report names it.</param>
/// <param name="Script">In Load.</param>
/// <param name="EventsEach">Events of a caller's command; those that follow from them do not count.</param>
/// <param name="Checks">Each a number that must be 0, and what it counts.</param>
internal sealed record WriteLoad(
    string Name, string Script, int EventsEach, params IReadOnlyList<(string Sql, string What)> Checks)
{
    /// <summary>How long, where it is not as long as every load of the run.</summary>
    public TimeSpan? Time { get; init; }
}

/// <summary>What a load came to.</summary>
/// <param name="Result">As the load generator counts.</param>
/// <param name="Drained">Milliseconds from its end until the daemon had nothing left to do.</param>
/// <param name="Followed">Events of the commands that policies gave for it.</param>
internal sealed record Written(WrkResult Result, double Drained, long Followed)
{
    public double Rate => Result.Rate;

    /// <summary>Every command was followed by one of a policy's.</summary>
    public bool IsAllFollowed => Followed >= 0.99 * Result.Accepted;

    /// <summary>Next to none was.</summary>
    public bool IsHardlyFollowed => Followed <= 0.01 * Result.Accepted;
}

/// <summary>
/// What the groups of one run share: the server that is measured, and the books that are kept of its loads.
/// </summary>
internal sealed class Stage(BenchRun run, Contender ours)
{
    public BenchRun Run => run;

    public Contender Ours => ours;

    /// <summary>Of all loads of commands.</summary>
    public Series Backlog { get; } = new("backlog of the daemon after a load, events");

    /// <summary>The same.</summary>
    public Series Drain { get; } = new("backlog of the daemon after a load, ms");

    /// <summary>What was found to be wrong.</summary>
    public List<string> Wrongs { get; } = [];

    /// <summary>Processor time by load, of the last round.</summary>
    public SortedDictionary<string, string> Splits { get; } = new(StringComparer.Ordinal);

    /// <summary>The costliest statements by load, of the last round, where they were asked for.</summary>
    public SortedDictionary<string, IReadOnlyList<string>> Statements { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Runs a load of commands, waits until the daemon has nothing left to do, looks whether all is as it should be,
    /// and tidies up, so that the next load has this one's burden in nothing but the size of the tables.
    /// </summary>
    /// <param name="counts">Whether the round does.</param>
    /// <param name="arguments">Of the script.</param>
    public async Task<Written> WriteAsync(WriteLoad load, bool counts, params string[] arguments)
    {
        var from = await Sql.ScalarAsync<long>(ours.Database, Sql.Head);
        var (backlog, drained) = (0L, 0.0);
        var result = await SpendAsync(load.Name, ours.Server, counts, async () =>
        {
            var result = await Wrk.RunAsync(ours.Url, load.Script, load.Time ?? run.Time, arguments);
            backlog = await Sql.ScalarAsync<long>(ours.Database, Sql.Backlog);
            drained = await ours.DrainAsync();
            return result;
        });
        if (counts)
        {
            Backlog.Add(backlog);
            Drain.Add(drained);
        }

        // wrk stops without waiting for the last answers: at most one command a connection is beyond those it counted.
        await ours.SettleAsync();
        await CheckAsync(load, from, result.Accepted, result.Refused, Wrk.Connections);
        var followed = await Sql.ScalarAsync<long>(ours.Database, Sql.FollowedSince(from));
        await Sql.TidyAsync(ours.Database);
        return new Written(result, drained, followed);
    }

    /// <summary>Runs a load and keeps what it costs, if its round counts.</summary>
    /// <param name="name">As the report names it.</param>
    /// <param name="server">Who answers.</param>
    public async Task<WrkResult> SpendAsync(string name, Running server, bool counts, Func<Task<WrkResult>> load)
    {
        if (run.Statements)
        {
            await Harness.Statements.BeginAsync(ours.Database);
        }

        var split = CpuSplit.Start(ours.Database, server.Id);
        var result = await load();
        var line = await split.EndAsync(result.Answers);
        if (counts)
        {
            Splits[name] = line;
        }

        if (run.Statements && counts)
        {
            Statements[name] = await Harness.Statements.EndAsync(ours.Database, result.Answers);
        }

        return result;
    }

    /// <summary>Notes what is not as a load must have left it.</summary>
    /// <param name="from">The log's head before it.</param>
    /// <param name="unheard">How many more commands than were answered may be stored.</param>
    public async Task CheckAsync(WriteLoad load, long from, long accepted, long refused, long unheard)
    {
        var (events, commands) = await Sql.StoredSinceAsync(ours.Database, from);
        if (refused > 0 || accepted == 0 || events != commands * load.EventsEach || commands < accepted
            || commands > accepted + unheard)
        {
            Wrongs.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{load.Name}: {accepted} accepted, {refused} refused; {events} events, {commands} commands stored"));
        }

        await CheckAsync(load.Name, load.Checks);
    }

    /// <summary>Notes what should be so and is not.</summary>
    public void Expect(bool isSo, string wrong)
    {
        if (!isSo)
        {
            Wrongs.Add(wrong);
        }
    }

    /// <summary>Notes what should be 0 and is not.</summary>
    public async Task CheckAsync(string name, IEnumerable<(string Sql, string What)> checks)
    {
        foreach (var (sql, what) in checks)
        {
            var wrong = await Sql.ScalarAsync<long>(ours.Database, sql);
            if (wrong != 0)
            {
                Wrongs.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: {wrong} {what}"));
            }
        }
    }
}
