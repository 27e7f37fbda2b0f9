using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HotMess.Benchmarks.Harness;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Integrations.Postgres;
using HotMess.Integrations.Postgres.EventLog;

namespace HotMess.Benchmarks.Rows;

/// <summary>
/// Commands a second with many events stored against an empty log, both served from one cluster, in turn. The events
/// are taps of strangers in the past, appended by the product's own appender, each a command of its own.
/// </summary>
internal sealed class LargeLog(BenchRun run, long events)
{
    private const int AtOnce = 4_096;
    private const long Told = 250_000;

    private readonly Series none = new("tap commands with an empty log, /s");
    private readonly Series many = new("tap commands with the large log, /s");
    private readonly List<string> notes = [];
    private readonly Dictionary<string, IReadOnlyList<string>> costs = new(StringComparer.Ordinal);

    public async Task<string> MeasureAsync()
    {
        await using var large = await Contender.StartAsync(run.Cluster, run.Program, Sub("large"), "hotmess_large");
        large.Stop();
        await LoadAsync(large.Database);
        await ProjectAsync(large);
        large.Run();
        await large.ReadyAsync();
        await large.DrainAsync();
        await using var empty = await Contender.StartAsync(run.Cluster, run.Program, Sub("empty"), "hotmess_empty");
        await Sql.ExecuteAsync(run.Cluster.Settings.ConnectionString, "checkpoint");
        var pair = 0L;
        for (var round = 0; round <= run.Rounds; round++)
        {
            foreach (var (contender, series) in new[] { (empty, none), (large, many) })
            {
                var result = await LoadOnceAsync(contender, series, pair);
                if (round > 0)
                {
                    series.Add(result.Rate);
                }

                if (result.Refused > 0)
                {
                    notes.Add($"**WRONG**: {result.Refused} of {result.Answers} were refused.");
                }
            }

            pair += (long)(20_000 * run.Time.TotalSeconds);
        }

        return await ReportAsync(large);
    }

    // What it costs is kept of the last round.
    private async Task<WrkResult> LoadOnceAsync(Contender contender, Series series, long pair)
    {
        if (run.Statements)
        {
            await Statements.BeginAsync(contender.Database);
        }

        var split = CpuSplit.Start(contender.Database, contender.Server.Id);
        var result = await Wrk.RunAsync(
            contender.Url,
            "taps.lua",
            run.Time,
            contender.PeopleFile,
            pair.ToString(CultureInfo.InvariantCulture),
            "2");
        await contender.DrainAsync();
        costs[series.Name] =
        [
            await split.EndAsync(result.Answers),
            .. run.Statements ? await Statements.EndAsync(contender.Database, result.Answers) : [],
        ];
        return result;
    }

    private string Sub(string name) => Directory.CreateDirectory(Path.Combine(run.Directory, name)).FullName;

    private async Task LoadAsync(string database)
    {
        var name = new Npgsql.NpgsqlConnectionStringBuilder(database).Database;
        await Sql.ExecuteAsync(database, $"alter database {name} set synchronous_commit = off");
        await using (var access = await DatabaseAccess.OpenAsync(database))
        await using (var log = new EventLog(new EventLogOptions
        {
            DataSource = access.App,
            MasterKey = access.Secrets.Master,
            BatchCommands = 1_024,
            AnswerWithin = TimeSpan.FromMinutes(2),
            CallTimeout = TimeSpan.FromMinutes(1),
        }))
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            var next = 0L;
            await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
            {
                for (var i = Interlocked.Increment(ref next); i <= events; i = Interlocked.Increment(ref next))
                {
                    await TapAsync(log, i);
                    if (i % Told == 0)
                    {
                        Console.WriteLine($"{i:N0} events, {i / watch.Elapsed.TotalSeconds:F0}/s");
                    }
                }
            }));
        }

        await Sql.ExecuteAsync(database, $"alter database {name} reset synchronous_commit");
    }

    private static async Task TapAsync(EventLog log, long number)
    {
        var (from, to) = (new PersonId(Guid.CreateVersion7()), new PersonId(Guid.CreateVersion7()));
        var stream = StreamName.TapPair(from, to);
        var sent = new TapSent(
            null, new TapId(Guid.CreateVersion7()), from, to, TapKind.Tap, DateTimeOffset.UnixEpoch.AddSeconds(number));
        var body = SHA256.HashData(Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)));
        var result = await log.ExecuteAsync(
            new CommandRequest(
                CommandKey.Of("bulk", number.ToString(CultureInfo.InvariantCulture)),
                null,
                body,
                [StreamUse.Of<TapPair>(stream, usuallyNew: true)],
                (_, _) => Decision.Append(stream, sent)),
            CancellationToken.None);
        if (result is not CommandResult.Accepted)
        {
            throw new InvalidOperationException($"Tap {number} was answered {result}.");
        }
    }

    // The other projections have nothing to do with taps of the past, so they stand at the head; that of the taps is
    // made from the log like any rebuild.
    private async Task ProjectAsync(Contender large)
    {
        await Sql.ExecuteAsync(large.Database, """
            update log.mt_event_progression
            set last_seq_id = (select max(last_position) from log.batches)
            where name like '%:%' or name = 'HighWaterMark';
            update log.projection_pages set position = (select max(last_position) from log.batches);
            """);
        Console.WriteLine(await Running.OutputAsync(
            "dotnet", [run.Program, "rebuild", "Taps", "--accept"], large.Environment()));

        // What autovacuum would do beside the measurement for minutes, for the load was all at once.
        await Sql.ExecuteAsync(large.Database, "vacuum analyze");
    }

    private async Task<string> ReportAsync(Contender large)
    {
        var stored = await Sql.ScalarAsync<long>(large.Database, Sql.Events);
        var size = await Sql.ScalarAsync<string>(
            large.Database, "select pg_size_pretty(pg_database_size(current_database()))");
        var goal = Goal.Times(many, none, 0.9, "an empty log");
        var report = new StringBuilder();
        var now = DateTimeOffset.UtcNow;
        report.AppendLine(CultureInfo.InvariantCulture, $"# A large log, {run.Revision}, {now:yyyy-MM-dd HH:mm} UTC\n");
        report.AppendLine("| what | median | lowest to highest | goal | reached |\n|---|---|---|---|---|");
        foreach (var series in (Series[])[none, many])
        {
            var (text, reached) = series == many ? (goal.Text, goal.Verdict) : ("", "");
            report.AppendLine($"| {series.Name} | {series.Text(series.Median)} | {series.Text(series.Lowest)} to "
                + $"{series.Text(series.Highest)} | {text} | {reached} |");
        }

        report.AppendLine();
        report.AppendLine(CultureInfo.InvariantCulture, $"* Ratio {many.RatioTo(none):F2}, the median of the rounds'.");
        report.AppendLine(CultureInfo.InvariantCulture, $"* {stored:N0} events at the end, {size}.");
        report.AppendLine($"* {run.Rounds} interleaved rounds of {(int)run.Time.TotalSeconds} s after one that does "
            + "not count, the daemon's backlog waited for after each.");
        notes.ForEach(note => report.AppendLine("* " + note));
        foreach (var (name, lines) in costs)
        {
            report.AppendLine($"* {name}, in the last round:");
            report.AppendJoin("", lines.Select(line => $"  * {line}\n"));
        }

        foreach (var line in SlowStatements.Read(run.Cluster.Log))
        {
            report.AppendLine("* " + line);
        }

        return report.ToString();
    }
}
