using HotMess.Domain.Accounts;
using HotMess.Domain.Achievements;
using HotMess.Domain.Beacons;
using HotMess.Domain.Chats;
using HotMess.Domain.CheckIns;
using HotMess.Domain.Coins;
using HotMess.Domain.Kernel;
using HotMess.Domain.Notifications;
using HotMess.Domain.Taps;
using HotMess.Domain.Xp;
using HotMess.Integrations.Postgres;
using HotMess.Projections.Runtime;
using Shouldly;
using Xunit;

namespace HotMess.Projections.Tests.Kit;

/// <summary>One database for all who ask about rights: nothing changes it.</summary>
public sealed class RightsRoom : IAsyncLifetime
{
    internal static readonly PersonId Ann = new(Guid.Parse("00000000-0000-7000-8000-00000000000a"));
    internal static readonly PersonId Bob = new(Guid.Parse("00000000-0000-7000-8000-00000000000b"));
    internal static readonly PersonId Cid = new(Guid.Parse("00000000-0000-7000-8000-00000000000c"));
    internal static readonly PersonId Dee = new(Guid.Parse("00000000-0000-7000-8000-00000000000d"));
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    internal static readonly IReadOnlyDictionary<string, ReadingCaller> Callers =
        new Dictionary<string, ReadingCaller>(StringComparer.Ordinal)
        {
            ["ann"] = ReadingCaller.Person(Ann.Value),
            ["bob"] = ReadingCaller.Person(Bob.Value),
            ["cid"] = ReadingCaller.Person(Cid.Value),
            ["dee"] = ReadingCaller.Person(Dee.Value),
            ["anonymous"] = ReadingCaller.Anonymous,
            ["service"] = ReadingCaller.Service,
        };

    private ProjectionBed bed = null!;

    internal CallerReads Reads { get; private set; } = null!;

    internal DatabaseAccess Access => bed.Access;

    /// <summary>Every table, view and function of a schema, with it.</summary>
    internal async Task<IReadOnlyList<string>> NamesAsync(string schema) =>
        (await bed.ScalarAsync<string[]>($"""
            select array(
              select oid::regclass::text from pg_class
              where relnamespace = '{schema}'::regnamespace and relkind in ('r', 'v')
              union all
              select '{schema}.' || proname || '()' from pg_proc where pronamespace = '{schema}'::regnamespace)
            """))!;

    internal async Task<IReadOnlyList<string>> ColumnsAsync(string schema, string view) =>
        (await bed.ScalarAsync<string[]>($"""
            select array(
              select attname::text from pg_attribute
              where attrelid = '{schema}.{view}'::regclass and attnum > 0
              order by attnum)
            """))!;

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
            Raised(Ann, NotificationKind.Match, Bob),
            Raised(Ann, NotificationKind.Boo, Cid),
            Raised(Bob, NotificationKind.Match, Ann),
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

    /// <summary>Ann, Bob, Cid, Dee, nobody that is known and the service see so many rows.</summary>
    internal async Task ShouldCountAsync(string view, string expected)
    {
        string[] names = ["ann", "bob", "cid", "dee", "anonymous", "service"];
        foreach (var (name, rows) in names.Zip(expected.Split(' ').Select(long.Parse)))
        {
            (await Reads.CountAsync(Callers[name], view)).ShouldBe(rows, name);
        }
    }

    private static VenueId Bar { get; } = new("bar");

    private static BeaconId Beacon(int number) => new(new Guid(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1));

    private static NewEvent Raised(PersonId person, NotificationKind kind, PersonId actor)
    {
        var notification = new NotificationId(Guid.CreateVersion7());
        return new(
            StreamName.Notification(notification),
            new NotificationRaised(notification, person, kind, actor, null));
    }

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
