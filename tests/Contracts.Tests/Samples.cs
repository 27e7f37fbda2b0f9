using HotMess.Domain.Accounts;
using HotMess.Domain.Beacons;
using HotMess.Domain.Chats;
using HotMess.Domain.CheckIns;
using HotMess.Domain.Kernel;
using HotMess.Domain.Notifications;
using HotMess.Domain.Profiles;
using HotMess.Domain.Taps;

namespace HotMess.Contracts.Tests;

/// <summary>
/// One value of a stored contract, each field given. Never changed once it is here: a new shape is a new sample. A
/// contract without one is sampled by its fields' types.
/// </summary>
internal static class Samples
{
    private static readonly PersonId Adam = new(Guid.Parse("018f0000-0000-7000-8000-00000000000a"));
    private static readonly PersonId Ben = new(Guid.Parse("018f0000-0000-7000-8000-00000000000b"));
    private static readonly TapId Tap = new(Guid.Parse("018f0000-0000-7000-8000-000000000001"));
    private static readonly MatchId Match = new(Guid.Parse("018f0000-0000-7000-8000-000000000002"));
    private static readonly MessageId Message = new(Guid.Parse("018f0000-0000-7000-8000-000000000003"));
    private static readonly SessionId Session = new(Guid.Parse("018f0000-0000-7000-8000-000000000004"));
    private static readonly PasswordId Password = new(Guid.Parse("018f0000-0000-7000-8000-000000000005"));
    private static readonly ThreadId Thread = ThreadId.Direct(Adam, Ben);
    private static readonly NotificationId Notification = NotificationId.Of(Tap, Ben);
    private static readonly BeaconId Beacon = new(Guid.Parse("018f0000-0000-7000-8000-000000000006"));
    private static readonly VenueId Venue = new("22847");
    private static readonly SealedText Sealed = new(null, "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU");
    private static readonly DateTimeOffset At =
        new DateTimeOffset(2026, 11, 22, 23, 30, 1, TimeSpan.Zero).AddMicroseconds(234_567);

    public static IReadOnlyList<object> All { get; } =
    [
        new VenueDescribed(new(Guid.Parse("018f0000-0000-7000-8000-000000000001")), new VenueId("text"), new(1, 1), 1),
        new PersonRegistered(Adam, Adam, Sealed, Sealed, At) { EmailStream = StreamName.Email(new byte[32]).Value },
        new PasswordSet(Adam, Adam, Password),
        new PersonErased(Adam, Adam),
        new EmailReserved(Adam),
        new EmailReleased(Adam),
        new SessionOpened(Adam, Adam, Session),
        new SessionEnded(Adam, Adam, Session, SessionEndReason.PasswordChanged),
        new TapSent(Adam, Tap, Adam, Ben, TapKind.Woof, At),
        new TapRetracted(Adam, Tap, Adam, Ben, TapKind.Woof),
        new MatchMade(Match, Adam, Ben, TapKind.Woof, At),
        new MatchDissolved(Match, Adam, Ben),
        new FavoriteAdded(Adam, new FavoriteId(Tap.Value), Adam, Ben, At),
        new FavoriteRemoved(Adam, new FavoriteId(Tap.Value), Adam, Ben),
        new PersonBlocked(Adam, new BlockId(Tap.Value), Adam, Ben, Sealed, At),
        new PersonUnblocked(Adam, new BlockId(Tap.Value), Adam, Ben),
        new ThreadOpened(Adam, Thread, [Adam, Ben], At),
        new MessageSent(Adam, Thread, Message, Adam, 7, Sealed, At),
        new ThreadRead(Ben, Thread, Ben, 7),
        new GroupOpened(Adam, Thread, Adam, [Adam, Ben], Sealed, At),
        new ThreadLeft(Ben, Thread, Ben),
        new ThreadMuted(Ben, Thread, Ben, true),
        new ThreadHidden(Ben, Thread, Ben, true, 7),
        new ThreadSuspended(Thread),
        new ThreadResumed(Thread),
        new MessageEdited(Adam, Thread, Message, 7, Adam, Sealed, At),
        new MessageReacted(Ben, Thread, Message, 7, Ben, ["🔥", "❤️"]),
        new MessageDeleted(Adam, Thread, Message, 7, Adam, At),
        new ProfileChanged(
            Adam, Adam, ["bio", "username"], ["age"], Sealed, StreamName.Username(new byte[32]).Value, At),
        new UsernameReserved(Adam),
        new UsernameReleased(Adam),
        new NotificationRaised(Notification, Ben, NotificationKind.Match, Adam, Match),
        new NotificationRead(Ben, Notification, Ben),
        new NotificationDismissed(Ben, Notification, Ben),
        new NotificationsRead(Ben, Ben, 7, 70),
        new BeaconPlaced(
            Adam, Beacon, Adam, BeaconKind.Venue, Venue, Sealed, new(51_507_351, -127_758), 100, 150, At, At),
        new BeaconSnapped(Adam, Beacon, Adam, new(5_150, -13), Sealed),
        new BeaconEnded(Adam, Beacon, Adam, At),
        new CheckedIn(Ben, new CheckInId(Tap.Value), Ben, Venue, Beacon, 100, new(5_150, -13), At, true)
        {
            VenueXp = 10,
        },
        new VenueWarDeclared(Adam, Adam, Venue, At),
    ];
}
