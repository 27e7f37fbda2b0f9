using HotMess.Domain.Blocks;
using HotMess.Domain.Chats;
using HotMess.Domain.CheckIns;
using HotMess.Domain.Favorites;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Testing;
using Xunit;
using static HotMess.Domain.Tests.People;

namespace HotMess.Domain.Tests;

/// <summary>The time that an importer names stands in what follows from his command.</summary>
public sealed class ImportedTimeSpecs
{
    private static readonly DateTimeOffset Past = Now.AddYears(-1);
    private static readonly TapId Tap = new(Uuid(1));
    private static readonly BlockId Block = new(Uuid(2));
    private static readonly FavoriteId Favorite = new(Uuid(3));
    private static readonly MessageId Message = new(Uuid(4));
    private static readonly ThreadId Thread = new(Uuid(5));
    private static readonly VenueId Bar = new("22847");
    private static readonly GeoPoint Here = new(51_507_351, -127_758);

    [Fact]
    public void Of_a_tap_that_is_taken_back() => Spec.Given<TapPair>(Tapped())
        .When(Retract(Past))
        .Then(new TapRetracted(null, Tap, Adam, Ben, TapKind.Tap, Past))
        .AndAgainNothing();

    [Fact]
    public void Of_a_tap_that_a_block_ends() => Spec.Given<TapPair>(Tapped())
        .When(pair => BlockPerson.Decide(
            pair, ChatThread.Initial, Present(Adam), Present(Ben), new(null, Adam, Ben, Block, null, Past)))
        .Then(new TapRetracted(null, Tap, Adam, Ben, TapKind.Tap, Past), Blocked())
        .AndAgainNothing();

    [Fact]
    public void Of_a_block_that_is_lifted() => Spec.Given<TapPair>(Blocked())
        .When(Unblock(Past))
        .Then(new PersonUnblocked(null, Block, Adam, Ben, Past))
        .AndAgainNothing();

    [Fact]
    public void Of_a_favourite_that_is_taken_off() => Spec
        .Given<TapPair>(new FavoriteAdded(null, Favorite, Adam, Ben, null))
        .When(Remove(Past))
        .Then(new FavoriteRemoved(null, Favorite, Adam, Ben, Past))
        .AndAgainNothing();

    [Fact]
    public void Of_what_one_does_with_a_thread_for_himself()
    {
        var given = Spec.Given<ChatThread>(Opened(), Sent());
        given.When(Read(Past)).Then(new ThreadRead(null, Thread, Ben, 1, Past)).AndAgainNothing();
        given.When(Hide(Past)).Then(new ThreadHidden(null, Thread, Ben, true, 1, Past)).AndAgainNothing();
        given.When(Mute(Past)).Then(new ThreadMuted(null, Thread, Ben, true, Past)).AndAgainNothing();
        given.When(Leave(Past)).Then(new ThreadLeft(null, Thread, Ben, Past)).AndAgainNothing();
    }

    [Fact]
    public void Of_reactions() => Spec.Given<ChatMessage>()
        .When(React(Past))
        .Then(new MessageReacted(null, Thread, Message, 1, Ben, ["🔥"], Past))
        .AndAgainNothing();

    [Fact]
    public void Of_a_venue_that_is_described() => Spec.Given<Venue>()
        .When(Describe(Past))
        .Then(new VenueDescribed(null, Bar, Here, 150, Past))
        .AndAgainNothing();

    [Fact]
    public void A_time_that_is_not_kept_is_refused()
    {
        var pair = Spec.Given<TapPair>();
        pair.When(Retract(Never)).ThenRejected(TapRejections.TimeOutOfRange);
        pair.When(Unblock(Never)).ThenRejected(BlockRejections.TimeOutOfRange);
        pair.When(Remove(Never)).ThenRejected(FavoriteRejections.TimeOutOfRange);
        var thread = Spec.Given<ChatThread>();
        thread.When(Read(Never)).ThenRejected(ChatRejections.TimeOutOfRange);
        thread.When(Hide(Never)).ThenRejected(ChatRejections.TimeOutOfRange);
        thread.When(Mute(Never)).ThenRejected(ChatRejections.TimeOutOfRange);
        thread.When(Leave(Never)).ThenRejected(ChatRejections.TimeOutOfRange);
        Spec.Given<ChatMessage>().When(React(Never)).ThenRejected(ChatRejections.TimeOutOfRange);
        Spec.Given<Venue>().When(Describe(Never)).ThenRejected(CheckInRejections.TimeOutOfRange);
    }

    private static Func<TapPair, Decision> Retract(DateTimeOffset time) =>
        pair => RetractTap.Decide(pair, new(null, Adam, Ben, TapKind.Tap, time));

    private static Func<TapPair, Decision> Unblock(DateTimeOffset time) =>
        pair => UnblockPerson.Decide(pair, ChatThread.Initial, new(null, Adam, Ben, time));

    private static Func<TapPair, Decision> Remove(DateTimeOffset time) =>
        pair => RemoveFavorite.Decide(pair, new(null, Adam, Ben, time));

    private static Func<ChatThread, Decision> Read(DateTimeOffset time) =>
        thread => ReadThread.Decide(thread, new(null, Ben, Thread, 1, time));

    private static Func<ChatThread, Decision> Hide(DateTimeOffset time) =>
        thread => HideThread.Decide(thread, new(null, Ben, Thread, true, null, time));

    private static Func<ChatThread, Decision> Mute(DateTimeOffset time) =>
        thread => MuteThread.Decide(thread, new(null, Ben, Thread, true, time));

    private static Func<ChatThread, Decision> Leave(DateTimeOffset time) =>
        thread => LeaveThread.Decide(thread, new(null, Ben, Thread, time));

    private static Func<ChatMessage, Decision> React(DateTimeOffset time) => own => ReactToMessage.Decide(
        ChatThread.Evolve(ChatThread.Initial, Opened()),
        own,
        Present(Ben),
        new SentMessage(Message, Adam, 1, Now),
        TapPair.Initial,
        new(null, Ben, Thread, Message, ["🔥"], time));

    private static Func<Venue, Decision> Describe(DateTimeOffset time) =>
        venue => DescribeVenue.Decide(venue, new(null, Bar, Here, 150, time));

    private static TapSent Tapped() => new(null, Tap, Adam, Ben, TapKind.Tap, null);

    private static PersonBlocked Blocked() => new(null, Block, Adam, Ben, null, Past);

    private static GroupOpened Opened() => new(null, Thread, Adam, [Adam, Ben, Carl], null, Now);

    private static MessageSent Sent() => new(null, Thread, Message, Adam, 1, SealedText.Of("text"), Now);
}
