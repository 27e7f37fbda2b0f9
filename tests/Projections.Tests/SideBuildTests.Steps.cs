using HotMess.Projections.Runtime;
using HotMess.Projections.Runtime.Rebuild;
using HotMess.Projections.Tests.Kit;
using Marten;
using Npgsql;
using Shouldly;

namespace HotMess.Projections.Tests;

/// <summary>What those tests do, and look at.</summary>
public sealed partial class SideBuildTests
{
    private SideBuild Build(
        string projection, int pageEvents = 100, Action<BuildProgress>? progressed = null, TimeSpan? patience = null) =>
        new(bed.Owner, bed.Projection(projection), TimeProvider.System)
        {
            PageEvents = pageEvents,
            Progressed = progressed,
            Patience = patience ?? TimeSpan.FromSeconds(30),
        };

    private static void Stop(bool now, CancellationTokenSource stop)
    {
        if (now)
        {
            stop.Cancel();
        }
    }

    private static string Told(BuildReport report) =>
        $"{report.Hindrance} {string.Join('\n', report.Differences.SelectMany(difference => difference.Keys))}";

    private async Task AppendAsync(History history, int from)
    {
        await bed.Log.AppendAsync(history.Events[from..]);
        bed.Wakeup.Set();
    }

    private async Task AppendUntilAsync(History history, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var told = history.Events.Count;
            history.Walk(10);
            await AppendAsync(history, told);
        }
    }

    // Nothing is ever taken out of these three: what was there once is there at every later read.
    private static async Task<long> ReadUntilAsync(CallerReads reads, CancellationToken ct)
    {
        var count = 0L;
        var (people, messages, matches) = (1L, 1L, 1L);
        while (!ct.IsCancellationRequested)
        {
            people = await MoreAsync(reads, "public.profiles", people);
            messages = await MoreAsync(reads, "public.messages", messages);
            matches = await MoreAsync(reads, "public.matches", matches);
            count++;
        }

        return count;
    }

    private static async Task<long> MoreAsync(CallerReads reads, string view, long least)
    {
        var found = await reads.CountAsync(ReadingCaller.Service, view);
        found.ShouldBeGreaterThanOrEqualTo(least, view);
        return found;
    }

    private async Task ShouldBeAsReplayedAsync(string projection)
    {
        var live = await bed.RowsAsync(projection);
        await bed.ClearAsync(projection);
        await bed.ApplyAsync(projection, 40);
        live.ShouldBe(await bed.RowsAsync(projection));
    }

    private async Task<long> HandledAsync(string projection)
    {
        var types = bed.Projection(projection).IncludedEventTypes;
        await using var query = bed.Store.QuerySession();
        var all = await query.Events.QueryAllRawEvents().ToListAsync();
        return all.Count(e => types.Contains(e.EventType));
    }

    private Task<string?> OidsAsync(string projection) => bed.ScalarAsync<string>(
        "select string_agg(to_regclass(t)::oid::text, ',') from unnest(array["
        + string.Join(',', bed.Projection(projection).Tables.Select(table => $"'{table}'")) + "]) as t");

    private static async Task<object?> ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
