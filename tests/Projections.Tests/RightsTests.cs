using HotMess.Domain.Accounts;
using HotMess.Domain.Achievements;
using HotMess.Domain.Beacons;
using HotMess.Domain.Chats;
using HotMess.Domain.CheckIns;
using HotMess.Domain.Coins;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Domain.Xp;
using HotMess.Integrations.Postgres;
using HotMess.Projections.Runtime;
using HotMess.Projections.Tests.Kit;
using Npgsql;
using Shouldly;
using Xunit;

namespace HotMess.Projections.Tests;

/// <summary>
/// Who sees which rows of each view: its owner, his counterpart, a stranger, nobody in particular, and the service.
/// </summary>
public sealed class RightsTests(RightsTests.Room room) : IClassFixture<RightsTests.Room>
{
    private static readonly PersonId Ann = new(Guid.Parse("00000000-0000-7000-8000-00000000000a"));
    private static readonly PersonId Bob = new(Guid.Parse("00000000-0000-7000-8000-00000000000b"));
    private static readonly PersonId Cid = new(Guid.Parse("00000000-0000-7000-8000-00000000000c"));
    private static readonly PersonId Dee = new(Guid.Parse("00000000-0000-7000-8000-00000000000d"));
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, ReadingCaller> Callers = new(StringComparer.Ordinal)
    {
        ["ann"] = ReadingCaller.Person(Ann.Value),
        ["bob"] = ReadingCaller.Person(Bob.Value),
        ["cid"] = ReadingCaller.Person(Cid.Value),
        ["dee"] = ReadingCaller.Person(Dee.Value),
        ["anonymous"] = ReadingCaller.Anonymous,
        ["service"] = ReadingCaller.Service,
    };

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
    public async Task Rows_of_each_view(string view, string expected)
    {
        string[] names = ["ann", "bob", "cid", "dee", "anonymous", "service"];
        foreach (var (name, rows) in names.Zip(expected.Split(' ').Select(long.Parse)))
        {
            (await room.Reads.CountAsync(Callers[name], "public." + view)).ShouldBe(rows, name);
        }
    }

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
        (await room.Reads.TextAsync(Callers["dee"], $"select email from public.profiles where id = '{Ann}'"))
        .ShouldBe($"{Ann}@users.hotmess.invalid");

    [Fact]
    public async Task A_bookmark_shows_its_sender_an_alias() =>
        (await room.Reads.TextAsync(Callers["ann"], "select tapped_email from public.taps where tap_type = 'save'"))
        .ShouldBe($"{Cid}@users.hotmess.invalid");

    [Fact]
    public async Task A_thread_counts_unread_messages_by_address()
    {
        var row = "select participant_emails::text || unread_count::text || last_message from public.chat_threads";
        var expected = "{ann@example.org,bob@example.org}{\"ann@example.org\": 0, \"bob@example.org\": 2}There";
        (await room.Reads.TextAsync(Callers["ann"], row)).ShouldBe(expected);
        (await room.Reads.TextAsync(Callers["bob"], row)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("select count(*) from read_models.identities", 1)]
    [InlineData("select count(*) from read_models.thread_participants", 2)]
    [InlineData("select count(*) from read_models.messages", 2)]
    [InlineData("select count(*) from read_models.coin_accounts", 1)]
    public async Task The_tables_keep_the_same_rights(string sql, long expected) =>
        (await room.Reads.ListAsync(
            Callers["bob"],
            new CallerQuery(new CallerStatement(sql)),
            row => row.GetInt64(0),
            CancellationToken.None)).ShouldBe([expected]);

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

    /// <summary>One database for all of them: nothing here changes it.</summary>
    public sealed class Room : IAsyncLifetime
    {
        private ProjectionBed bed = null!;

        internal CallerReads Reads { get; private set; } = null!;

        internal DatabaseAccess Access => bed.Access;

        public async ValueTask InitializeAsync()
        {
            bed = await ProjectionBed.CreateAsync();
            Reads = new CallerReads(bed.Access.Reader, TimeProvider.System);
            var thread = ThreadId.Direct(Ann, Bob);
            await bed.Log.AppendAsync(
                Registered(Ann, "ann@example.org"),
                Registered(Bob, "bob@example.org"),
                Registered(Cid, "cid@example.org"),
                Registered(Dee, "dee@example.org"),
                Tap(Ann, Bob, TapKind.Tap),
                Tap(Bob, Ann, TapKind.Woof),
                new NewEvent(
                    StreamName.TapPair(Ann, Bob),
                    new MatchMade(new MatchId(Guid.CreateVersion7()), Ann, Bob, TapKind.Woof, null)),
                Tap(Ann, Cid, TapKind.Save),
                Visited(Ann, 0),
                Visited(Ann, 13),
                Visited(Bob, 1),
                Placed(Ann, 1, BeaconKind.Social, null),
                new NewEvent(
                    StreamName.Beacon(Beacon(1)),
                    new BeaconSnapped(Ann, Beacon(1), Ann, new(5150, -13), bed.Log.Seal(Ann, "51507351 -127758"))),
                Placed(Bob, 2, BeaconKind.Venue, "live"),
                Placed(Bob, 3, BeaconKind.Event, "ended"),
                new NewEvent(StreamName.Beacon(Beacon(3)), new BeaconEnded(Bob, Beacon(3), Bob, Noon)),
                new NewEvent(StreamName.VenueWar(Bar), new VenueWarDeclared(Bob, Bob, Bar, Noon)),
                new NewEvent(StreamName.Thread(thread), new ThreadOpened(Ann, thread, [Ann, Bob], Noon)),
                new NewEvent(StreamName.Thread(thread), Sent(Ann, thread, 1, "Hello")),
                new NewEvent(StreamName.Thread(thread), Sent(Ann, thread, 2, "There")),
                new NewEvent(StreamName.Coins(Ann), new CoinsCredited(
                    null, Entry, Ann, 100, CoinSource.Bonus, "welcome", null)),
                new NewEvent(StreamName.Coins(Ann), new CoinsSent(Ann, Entry, Transfer, Ann, Bob, 40)),
                new NewEvent(StreamName.Coins(Bob), new CoinsReceived(Ann, Entry, Transfer, Ann, Bob, 40)),
                new NewEvent(StreamName.Xp(Ann), new XpAwarded(
                    null, Points, Ann, XpAction.Achievement, 50, "streak_week", null)),
                new NewEvent(StreamName.Achievements(Ann), new AchievementUnlocked(
                    null, UnlockId.Of(AchievementId.Of("streak_week"), Ann), Ann, Achievement.StreakWeek, Points)),
                new NewEvent(StreamName.Streak(Ann), new DailyCheckedIn(Ann, Ann, 20_000, 7, Points)));
            foreach (var projection in bed.Projections)
            {
                await bed.ApplyAsync(projection.Name, 100);
            }
        }

        public ValueTask DisposeAsync() => bed.DisposeAsync();

        private static VenueId Bar { get; } = new("bar");

        private static BeaconId Beacon(int number) => new(new Guid(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1));

        private NewEvent Placed(PersonId owner, int number, BeaconKind kind, string? title) => new(
            StreamName.Beacon(Beacon(number)),
            new BeaconPlaced(
                owner,
                Beacon(number),
                owner,
                kind,
                null,
                title is null ? null : bed.Log.Seal(owner, title),
                title is null ? null : new GeoPoint(51_507_351, -127_758),
                0,
                null,
                null,
                null));

        private static NewEvent Visited(PersonId person, int hour) => new(
            StreamName.CheckIns(person),
            new CheckedIn(
                person,
                new CheckInId(Guid.CreateVersion7()),
                person,
                Bar,
                null,
                null,
                null,
                Noon.AddHours(hour),
                false));

        private static CoinEntryId Entry => new(Guid.CreateVersion7());

        private static XpEntryId Points { get; } = new(Guid.CreateVersion7());

        private static CoinTransferId Transfer { get; } = new(Guid.CreateVersion7());

        private NewEvent Registered(PersonId person, string email) => new(
            StreamName.Account(person),
            new PersonRegistered(null, person, bed.Log.Seal(person, email), bed.Log.Seal(person, email[..3]), null)
            {
                EmailStream = "email-" + person,
            });

        private MessageSent Sent(PersonId from, ThreadId thread, long sequence, string text) => new(
            from,
            thread,
            new MessageId(Guid.CreateVersion7()),
            from,
            sequence,
            bed.Log.Seal(from, text),
            Noon.AddSeconds(sequence));

        private static NewEvent Tap(PersonId from, PersonId to, TapKind kind) => new(
            StreamName.TapPair(from, to), new TapSent(from, new TapId(Guid.CreateVersion7()), from, to, kind, null));
    }
}
