using HotMess.Domain.Blocks;
using HotMess.Domain.Chats;
using HotMess.Domain.Favorites;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Testing;
using Shouldly;
using Xunit;
using static HotMess.Domain.Tests.People;

namespace HotMess.Domain.Tests.Blocks;

public sealed class BlockSpecs
{
    private static readonly BlockId Block = new(Uuid(7));
    private static readonly TapId First = new(Uuid(1));
    private static readonly TapId Second = new(Uuid(2));
    private static readonly MatchId Match = new(Uuid(3));
    private static readonly ThreadId Thread = ThreadId.Direct(Adam, Ben);
    private static readonly ChatThread Open = Spec.Given<ChatThread>(Opened()).State;
    private static readonly ChatThread Suspended = Spec.Given<ChatThread>(Opened(), new ThreadSuspended(Thread)).State;

    [Fact]
    public void A_block_between_strangers_is_one_event() => Spec.Given<TapPair>()
        .When(BlockBy(Adam, ChatThread.Initial))
        .Then(Blocked(Adam))
        .AndAgainNothing();

    [Fact]
    public void A_block_ends_all_taps_and_the_match_before_it() => Spec
        .Given<TapPair>(
            new TapSent(Adam, First, Adam, Ben, TapKind.Save, null),
            new TapSent(Ben, Second, Ben, Adam, TapKind.Woof, null),
            new MatchMade(Match, Adam, Ben, TapKind.Woof, null))
        .When(BlockBy(Adam, ChatThread.Initial))
        .Then(
            new TapRetracted(Adam, First, Adam, Ben, TapKind.Save),
            new TapRetracted(Adam, Second, Ben, Adam, TapKind.Woof),
            new MatchDissolved(Match, Adam, Ben),
            Blocked(Adam))
        .AndAgainNothing();

    [Fact]
    public void A_block_suspends_the_thread_of_the_two_in_the_same_decision()
    {
        var decision = Spec.Given<TapPair>().When(BlockBy(Adam, Open)).Decision;

        decision.Events.Select(e => e.Data).OfType<ThreadSuspended>().ShouldBe([new ThreadSuspended(Thread)]);
        decision.Events[^1].Stream.ShouldBe(StreamName.Thread(Thread));
    }

    [Fact]
    public void A_second_block_suspends_no_thread_again() => Spec.Given<TapPair>(Blocked(Ben))
        .When(BlockBy(Adam, Suspended))
        .Then(Blocked(Adam))
        .AndAgainNothing();

    [Fact]
    public void The_last_block_that_is_lifted_resumes_the_thread() => Spec.Given<TapPair>(Blocked(Adam))
        .When(pair => UnblockPerson.Decide(pair, Suspended, new(Adam, Adam, Ben)))
        .Then(new PersonUnblocked(Adam, Block, Adam, Ben), new ThreadResumed(Thread));

    [Fact]
    public void While_the_other_side_blocks_the_thread_stays_suspended() => Spec
        .Given<TapPair>(Blocked(Adam), Blocked(Ben))
        .When(pair => UnblockPerson.Decide(pair, Suspended, new(Adam, Adam, Ben)))
        .Then(new PersonUnblocked(Adam, Block, Adam, Ben))
        .AndAgainNothing();

    [Fact]
    public void Lifting_a_block_that_is_not_there_is_nothing() => Spec.Given<TapPair>(Blocked(Ben))
        .When(pair => UnblockPerson.Decide(pair, Suspended, new(Adam, Adam, Ben)))
        .ThenNothing();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Across_a_block_neither_reaches_the_other_and_is_told_that_there_is_nobody(bool byAdam)
    {
        var given = Spec.Given<TapPair>(Blocked(byAdam ? Adam : Ben));

        given.When(pair => SendTap.Decide(
                pair, Present(Adam), Present(Ben), new(Adam, Adam, Ben, TapKind.Tap, First, Match, null)))
            .ThenRejected(TapRejections.ReceiverAbsent);
        given.When(pair => AddFavorite.Decide(
                pair, Present(Adam), Present(Ben), new(Adam, Adam, Ben, new FavoriteId(Uuid(4)), null)))
            .ThenRejected(FavoriteRejections.PersonAbsent);
        given.When(pair => OpenThread.Decide(
                ChatThread.Initial, pair, Present(Adam), Present(Ben), new(Adam, Adam, Ben, Now)))
            .ThenRejected(ChatRejections.ReceiverAbsent);
        given.When(pair => SendMessage.Decide(
                ChatThread.Initial,
                Present(Adam),
                Present(Ben),
                pair,
                new(Adam, Adam, Thread, Ben, new MessageId(Uuid(5)), "hello", Now)))
            .ThenRejected(ChatRejections.ReceiverAbsent);
        given.When(pair => OpenGroup.Decide(
                ChatThread.Initial,
                Present(Adam),
                [Present(Ben)],
                [pair],
                new(Adam, Adam, new ThreadId(Uuid(6)), [Ben], null, Now)))
            .ThenRejected(ChatRejections.ReceiverAbsent);
    }

    [Fact]
    public void Nobody_writes_into_a_suspended_thread() => Spec.Given<ChatThread>(Opened(), new ThreadSuspended(Thread))
        .When(thread => SendMessage.Decide(
            thread, Present(Adam), null, null, new(Adam, Adam, Thread, null, new MessageId(Uuid(5)), "hello", Now)))
        .ThenRejected(ChatRejections.ThreadSuspended);

    [Fact]
    public void Bad_blocks_are_refused_by_name()
    {
        var given = Spec.Given<TapPair>();
        given.When(pair => BlockPerson.Decide(
                pair, ChatThread.Initial, Present(Adam), Present(Adam), new(Adam, Adam, Adam, Block, null, null)))
            .ThenRejected(BlockRejections.SelfBlock);
        given.When(pair => UnblockPerson.Decide(pair, ChatThread.Initial, new(Adam, Adam, Adam)))
            .ThenRejected(BlockRejections.SelfBlock);
        given.When(pair => BlockPerson.Decide(
                pair, ChatThread.Initial, Present(Adam), Present(Ben), new(Adam, Adam, Ben, Block, "", null)))
            .ThenRejected(BlockRejections.ReasonLength);
        given.When(pair => BlockPerson.Decide(
                pair, ChatThread.Initial, Present(Adam), Present(Ben), new(Adam, Adam, Ben, Block, null, Never)))
            .ThenRejected(BlockRejections.TimeOutOfRange);
        given.When(pair => BlockPerson.Decide(
                pair, ChatThread.Initial, Erased(Adam), Present(Ben), new(Adam, Adam, Ben, Block, null, null)))
            .ThenRejected(BlockRejections.BlockerAbsent);
        given.When(pair => BlockPerson.Decide(
                pair, ChatThread.Initial, Present(Adam), Nobody, new(Adam, Adam, Ben, Block, null, null)))
            .ThenRejected(BlockRejections.PersonAbsent);
    }

    private static Func<TapPair, Decision> BlockBy(PersonId person, ChatThread direct) => pair => BlockPerson.Decide(
        pair,
        direct,
        Present(Adam),
        Present(Ben),
        new(person, person, person == Adam ? Ben : Adam, Block, null, null));

    private static PersonBlocked Blocked(PersonId by) => new(by, Block, by, by == Adam ? Ben : Adam, null, null);

    private static ThreadOpened Opened() => new(Adam, Thread, [Adam, Ben], Now);
}
