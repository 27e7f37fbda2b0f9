using System.Collections.Concurrent;
using HotMess.Integrations.Postgres;
using HotMess.Projections.Runtime.Rebuild;
using HotMess.Projections.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.Projections.Tests;

/// <summary>Builders that read the log together.</summary>
public sealed partial class SideBuildTests
{
    [Fact]
    public async Task All_are_built_by_one_reading_and_nobody_waits_for_one_that_does_not_come_or_fails()
    {
        using var daemon = await bed.StartDaemonAsync();
        await AppendAsync(new History(19, bed.Log).Walk(200, erase: true), 0);
        await bed.SettledAsync([.. Names.Select(name => name.Data)]);
        var live = await RowsAsync();
        var (reached, let) = (new TaskCompletionSource(), new TaskCompletionSource());
        var other = Task.Run(() => Build("Beacons", pageEvents: 5, _ =>
        {
            reached.TrySetResult();
            let.Task.Wait();
        }).RunAsync(false, CancellationToken.None));
        await reached.Task;

        Dictionary<string, object> first;
        try
        {
            first = await BuildTogetherAsync(at =>
                at.Projection == "Chats" ? throw new InvalidOperationException("The builder failed.") : true);
        }
        finally
        {
            let.SetResult();
        }

        (await other).Outcome.ShouldBe(BuildOutcome.Switched);

        first["Beacons"].ShouldBeOfType<BuildReport>().Outcome.ShouldBe(BuildOutcome.Busy);
        first["Chats"].ShouldBeOfType<InvalidOperationException>();
        foreach (var (name, ended) in first.Where(one => one.Key is not ("Beacons" or "Chats")))
        {
            var report = ended.ShouldBeOfType<BuildReport>(name);
            report.Outcome.ShouldBe(BuildOutcome.Switched, Told(report));
            report.Events.ShouldBe(await HandledAsync(name), name);
        }

        // Chats goes on where it stood; the others begin, so that its first pages are of no use to it.
        var left = await bed.ScalarAsync<long>("select events from read_models_next.builds where projection = 'Chats'");
        left.ShouldBeGreaterThan(0);
        var second = await BuildTogetherAsync(_ => true);
        foreach (var (name, ended) in second)
        {
            var report = ended.ShouldBeOfType<BuildReport>(name);
            report.Outcome.ShouldBe(BuildOutcome.Switched, Told(report));
            report.Events.ShouldBe(await HandledAsync(name) - (name == "Chats" ? left : 0), name);
        }

        (await RowsAsync()).ShouldBe(live);
    }

    [Fact]
    public async Task An_event_that_nobody_can_read_fails_those_who_handle_it_and_nobody_else()
    {
        using var daemon = await bed.StartDaemonAsync();
        await AppendAsync(new History(19, bed.Log).Walk(100), 0);
        await bed.SettledAsync([.. Names.Select(name => name.Data)]);
        await bed.ExecuteAsync("""
            alter table log.mt_events disable trigger all;
            update log.mt_events set data = '[]' where seq_id = (
              select seq_id from log.mt_events where type = 'message_sent' order by seq_id offset 20 limit 1);
            alter table log.mt_events enable trigger all
            """);

        var ended = await BuildTogetherAsync(_ => true);

        ended["Chats"].ShouldBeOfType<BuildFailedException>().Message.ShouldContain("cannot be read");
        ended.Values.OfType<BuildReport>().Count(report => report.Outcome == BuildOutcome.Switched)
            .ShouldBe(bed.Projections.Count - 1);
    }

    [Fact]
    public async Task Who_is_stopped_stops_all()
    {
        using var daemon = await bed.StartDaemonAsync();
        await AppendAsync(new History(19, bed.Log).Walk(50), 0);
        await bed.SettledAsync([.. Names.Select(name => name.Data)]);
        using var stop = new CancellationTokenSource();

        var ended = await BuildTogetherAsync(
            at =>
            {
                stop.Cancel();
                return at.Events > 0;
            },
            stop.Token);

        ended.Values.ShouldAllBe(one => one is OperationCanceledException);
    }

    private async Task<Dictionary<string, object>> BuildTogetherAsync(
        Func<BuildProgress, bool> progressed, CancellationToken ct = default)
    {
        await using var owner = DatabaseAccess.OpenOwner(bed.Owner.ConnectionString, bed.Projections.Count);
        var shared = new SharedLog(owner, bed.Projections.Count, pageEvents: 50, ct);
        var ended = new ConcurrentDictionary<string, object>();
        await Task.WhenAll(bed.Projections.Select(projection => Task.Run(async () =>
        {
            var build = new SideBuild(owner, projection, TimeProvider.System)
            {
                PageEvents = 50,
                Shared = shared.NewPlace(),
                Progressed = at => progressed(at),
                Patience = TimeSpan.FromSeconds(30),
            };
            try
            {
                ended[projection.Name] = await build.RunAsync(accept: false, ct);
            }
            catch (Exception exception)
            {
                ended[projection.Name] = exception;
            }
        })));
        return ended.ToDictionary();
    }

    private async Task<string[]> RowsAsync()
    {
        var rows = new List<string>();
        foreach (var projection in bed.Projections)
        {
            rows.AddRange(await bed.RowsAsync(projection.Name));
        }

        return [.. rows];
    }
}
