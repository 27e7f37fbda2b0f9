using HotMess.Projections.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.Projections.Tests;

/// <summary>
/// The three laws that every projection keeps, over histories that the deciders themselves have made.
/// </summary>
public sealed class LawTests : IAsyncLifetime
{
    private ProjectionBed bed = null!;

    public static TheoryData<string, int> Cases { get; } = new MatrixTheoryData<string, int>(
        ["Accounts", "Taps", "Chats", "Notifications"], [1, 2, 3]);

    public static TheoryData<string> Names { get; } = ["Accounts", "Taps", "Chats", "Notifications"];

    public async ValueTask InitializeAsync() => bed = await ProjectionBed.CreateAsync();

    public ValueTask DisposeAsync() => bed.DisposeAsync();

    [Fact]
    public void Every_projection_is_held_to_them() =>
        bed.Projections.Select(projection => projection.Name).ShouldBe(["Accounts", "Taps", "Chats", "Notifications"]);

    [Fact]
    public void The_histories_hold_every_event_that_a_projection_handles()
    {
        var walked = ((int[])[1, 2, 3])
            .SelectMany(seed => new History(seed, bed.Log).Walk(400, erase: true).Events)
            .Select(e => e.Data.GetType())
            .ToHashSet();
        bed.Projections.SelectMany(projection => projection.Handled)
            .Where(type => !walked.Contains(type))
            .ShouldBeEmpty("Kit/History.cs lacks a step that makes them.");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Any_page_boundaries_give_the_same_rows(string projection, int seed)
    {
        await bed.Log.AppendAsync(new History(seed, bed.Log).Walk(400, erase: true).Events);
        await bed.ApplyAsync(projection, 1);
        var expected = await bed.RowsAsync(projection);
        expected.Length.ShouldBeGreaterThan(200);
        foreach (var pageEvents in (int[])[2, 7, 50, 10_000])
        {
            await bed.ClearAsync(projection);
            await bed.ApplyAsync(projection, pageEvents);
            (await bed.RowsAsync(projection)).ShouldBe(expected);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Replay_gives_the_same_rows(string projection, int seed)
    {
        var history = new History(seed, bed.Log).Walk(200);
        await bed.Log.AppendAsync(history.Events);
        var half = bed.Log.Head;
        await bed.ApplyAsync(projection, 20);
        var before = history.Events.Count;
        history.Erase(history.People[0]);
        history.Walk(200);
        await bed.Log.AppendAsync(history.Events[before..]);
        await bed.ApplyAsync(projection, 20, after: half);
        var once = await bed.RowsAsync(projection);
        await bed.ClearAsync(projection);
        await bed.ApplyAsync(projection, 33);
        (await bed.RowsAsync(projection)).ShouldBe(once);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_rebuild_equals_live(string projection)
    {
        using var daemon = await bed.StartDaemonAsync();
        var history = new History(7, bed.Log);
        var told = 0;
        for (var i = 0; i < 10; i++)
        {
            history.Walk(40, erase: i == 6);
            await bed.Log.AppendAsync(history.Events[told..]);
            told = history.Events.Count;
            bed.Wakeup.Set();
            await bed.SettledAsync(projection);
        }

        var live = await bed.RowsAsync(projection);
        await daemon.RebuildProjectionAsync(projection, TimeSpan.FromMinutes(1), CancellationToken.None);
        (await bed.RowsAsync(projection)).ShouldBe(live);
    }
}
