using HotMess.EventLog.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.EventLog.Tests;

/// <summary>
/// Long streams are read from states that were kept of them. Which ones were is seen by changing what was kept.
/// </summary>
public sealed class SnapshotTests(LogFixture fixture) : IClassFixture<LogFixture>
{
    [Fact]
    public async Task A_long_stream_is_read_from_what_was_kept_of_it_and_the_events_after()
    {
        await FillAsync("long", 10, every: 4);
        await FillAsync("short", 3, every: 4);
        (await KeptAsync("long")).ShouldBe(8);
        (await KeptAsync("short")).ShouldBeNull();
        await ChangeAsync("long", "state = '{\"count\": 1008, \"closed\": false}'");

        await using var cold = fixture.Open(fixture.Options() with { FirstRead = 2 });
        await cold.AcceptAsync(Notes.Write("long"));
        await cold.AcceptAsync(Notes.Write("long"));

        (await NewestAsync("long")).ShouldBe(1012);
    }

    [Theory]
    [InlineData("program = program || '0', state = '{\"count\": 1008, \"closed\": false}'")]
    [InlineData("state = '[1]'")]
    [InlineData("version = 512, state = '{\"count\": 512, \"closed\": false}'")]
    [InlineData("state = '{\"count\": \"many\"}'")]
    public async Task What_is_of_no_use_is_read_whole_and_kept_again(string change)
    {
        var note = "useless " + change.Length;
        await FillAsync(note, 10, every: 4);
        await ChangeAsync(note, change);

        await using (var cold = fixture.Open(fixture.Options() with { FirstRead = 2, SnapshotEvery = 4 }))
        {
            await cold.AcceptAsync(Notes.Write(note));
            await cold.AcceptAsync(Notes.Write(note));
        }

        (await NewestAsync(note)).ShouldBe(12);
        if (!change.StartsWith("version", StringComparison.Ordinal))
        {
            (await KeptAsync(note)).ShouldBe(12);
        }
    }

    [Fact]
    public async Task What_is_read_whole_is_kept_too()
    {
        await FillAsync("read", 10, every: 1_000);
        (await KeptAsync("read")).ShouldBeNull();

        await using (var cold = fixture.Open(fixture.Options() with { SnapshotEvery = 4 }))
        {
            await cold.AcceptAsync(Notes.WriteUnlessClosed("other", read: "read"));
        }

        (await KeptAsync("read")).ShouldBe(10);
    }

    [Fact]
    public async Task However_many_are_long_each_is_read_from_what_was_kept()
    {
        const int Many = 150;
        await using (var log = fixture.Open(fixture.Options() with { SnapshotEvery = 3 }))
        {
            for (var line = 0; line < 3; line++)
            {
                await Task.WhenAll(Enumerable.Range(0, Many).Select(i => log.AcceptAsync(Notes.Write($"many-{i}"))));
            }
        }

        await fixture.Database.ExecuteAsync(
            """
            update log.snapshots set state = '{"count": 1003, "closed": false}' where stream_id like 'note-many-%'
            """);

        await using var cold = fixture.Open(fixture.Options() with { FirstRead = 2 });
        await Task.WhenAll(Enumerable.Range(0, Many).Select(i => cold.AcceptAsync(Notes.Write($"many-{i}"))));

        (await fixture.Database.ScalarAsync<long>(
            """
            select count(*) from log.mt_events
            where stream_id like 'note-many-%' and version = 4 and data ->> 'number' = '1004'
            """)).ShouldBe(Many);
    }

    [Fact]
    public async Task It_is_kept_while_the_log_runs()
    {
        await using var log = fixture.Open(fixture.Options() with { SnapshotEvery = 4 });
        for (var line = 0; line < 4; line++)
        {
            await log.AcceptAsync(Notes.Write("running"));
        }

        await HotMess.Testing.Eventually.HoldsAsync(
            async () => await KeptAsync("running") == 4, "the state to be kept", TimeSpan.FromSeconds(20));
    }

    private async Task FillAsync(string note, int lines, int every)
    {
        await using var log = fixture.Open(fixture.Options() with { SnapshotEvery = every });
        for (var line = 0; line < lines; line++)
        {
            await log.AcceptAsync(Notes.Write(note));
        }
    }

    private Task ChangeAsync(string note, string change) =>
        fixture.Database.ExecuteAsync($"update log.snapshots set {change} where stream_id = 'note-{note}'");

    private async Task<long?> KeptAsync(string note) =>
        (long?)(await fixture.RowsAsync($"select version from log.snapshots where stream_id = 'note-{note}'"))
            .SingleOrDefault()?[0];

    private async Task<long> NewestAsync(string note) => await fixture.Database.ScalarAsync<long>(
        $"""
        select (data ->> 'number')::bigint from log.mt_events
        where stream_id = 'note-{note}' order by version desc limit 1
        """);
}
