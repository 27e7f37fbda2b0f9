using HotMess.Projections.Runtime;
using HotMess.Projections.Tests.Kit;
using Npgsql;
using Shouldly;
using Xunit;

namespace HotMess.Projections.Tests;

/// <summary>
/// Who sees which rows of each view: its owner, his counterpart, a stranger, nobody in particular, and the service.
/// </summary>
public sealed class RightsTests(RightsRoom room) : IClassFixture<RightsRoom>
{
    private static readonly IReadOnlyDictionary<string, ReadingCaller> Callers = RightsRoom.Callers;

    [Theory]
    [InlineData("profiles", "4 4 4 4 0 4")]
    [InlineData("taps", "3 2 0 0 0 3")]
    [InlineData("matches", "2 2 0 0 0 2")]
    [InlineData("chat_threads", "1 1 0 0 0 1")]
    [InlineData("messages", "2 2 0 0 0 2")]
    [InlineData("sweat_coins", "2 1 0 0 0 3")]
    [InlineData("user_checkins", "3 3 3 3 0 3")]
    [InlineData("user_checkins where user_id is not null", "2 1 0 0 0 3")]
    [InlineData("user_checkins where user_email is not null", "2 1 0 0 0 3")]
    [InlineData("user_checkins where dedupe_key is not null", "2 1 0 0 0 3")]
    [InlineData("venue_checkins", "3 3 3 3 0 3")]
    [InlineData("beacons", "2 3 2 2 0 3")]
    [InlineData("beacons where lat = 51.507351", "2 2 1 1 0 3")]
    [InlineData("beacons where title = 'ended'", "0 1 0 0 0 1")]
    [InlineData("venue_kings", "1 1 1 1 0 1")]
    [InlineData("venue_kings where king_name = 'ann'", "1 1 1 1 0 1")]
    [InlineData("venue_kings where user_id is not null", "1 1 1 1 0 1")]
    [InlineData("venue_kings where king_email is not null", "1 0 0 0 0 1")]
    [InlineData("venue_kings where war_started_by is not null", "0 1 0 0 0 1")]
    [InlineData("xp_ledger", "1 0 0 0 0 1")]
    [InlineData("achievements", "8 8 8 8 8 8")]
    [InlineData("user_achievements", "1 1 1 1 0 1")]
    [InlineData("user_streaks", "1 0 0 0 0 1")]
    [InlineData("user_badges", "1 1 1 1 0 1")]
    public async Task Rows_of_each_view(string view, string expected) =>
        await room.ShouldCountAsync("public." + view, expected);

    [Theory]
    [InlineData("ann", "ann@example.org,bob@example.org,-,-")]
    [InlineData("bob", "ann@example.org,bob@example.org,-,-")]
    [InlineData("cid", "-,-,cid@example.org,-")]
    [InlineData("dee", "-,-,-,dee@example.org")]
    [InlineData("service", "ann@example.org,bob@example.org,cid@example.org,dee@example.org")]
    public async Task Addresses_are_shown_to_those_who_share_something(string caller, string expected)
    {
        var seen = await room.Reads.TextAsync(
            Callers[caller],
            "select string_agg(case when email like '%@users.hotmess.invalid' then '-' else email end, ',' "
            + "order by id) "
            + "from public.profiles");
        seen.ShouldBe(expected);
    }

    [Fact]
    public async Task An_alias_says_no_more_than_the_id() =>
        (await room.Reads.TextAsync(Callers["dee"], $"select email from public.profiles where id = '{RightsRoom.Ann}'"))
        .ShouldBe($"{RightsRoom.Ann}@users.hotmess.invalid");

    [Fact]
    public async Task A_bookmark_shows_its_sender_an_alias() =>
        (await room.Reads.TextAsync(Callers["ann"], "select tapped_email from public.taps where tap_type = 'save'"))
        .ShouldBe($"{RightsRoom.Cid}@users.hotmess.invalid");

    [Fact]
    public async Task A_thread_counts_unread_messages_by_address()
    {
        var row = "select participant_emails::text || unread_count::text || last_message from public.chat_threads";
        var expected = "{ann@example.org,bob@example.org}{\"ann@example.org\": 0, \"bob@example.org\": 2}There";
        (await room.Reads.TextAsync(Callers["ann"], row)).ShouldBe(expected);
        (await room.Reads.TextAsync(Callers["bob"], row)).ShouldBe(expected);
    }

    [Fact]
    public async Task Coins_on_a_profile_are_its_owners_alone()
    {
        const string Sql = "select string_agg(coalesce(sweat_coins::text, '-'), ',' order by id) from public.profiles";
        (await room.Reads.TextAsync(Callers["ann"], Sql)).ShouldBe("60,-,-,-");
        (await room.Reads.TextAsync(Callers["cid"], Sql)).ShouldBe("-,-,0,-");
        (await room.Reads.TextAsync(Callers["service"], Sql)).ShouldBe("60,40,0,0");
    }

    [Theory]
    [InlineData("update read_models.taps set kind = 'like'")]
    [InlineData("delete from read_models.messages")]
    [InlineData("select * from log.mt_events")]
    [InlineData("select * from keys.secrets")]
    [InlineData("select * from log.sealed_fields")]
    public async Task A_caller_cannot_write_or_look_behind(string sql) =>
        (await Should.ThrowAsync<PostgresException>(async () => await room.Reads.ListAsync(
            Callers["ann"], new CallerQuery(new CallerStatement(sql)), row => row.FieldCount, CancellationToken.None)))
        .SqlState.ShouldBeOneOf(PostgresErrorCodes.InsufficientPrivilege, PostgresErrorCodes.ReadOnlySqlTransaction);

    [Fact]
    public async Task A_forgotten_role_reads_nothing()
    {
        await using var command = room.Access.Reader.CreateCommand("select count(*) from public.taps");
        (await Should.ThrowAsync<PostgresException>(async () => await command.ExecuteScalarAsync()))
            .SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }
}
