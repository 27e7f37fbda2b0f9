using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Testing;
using Shouldly;
using Xunit;
using static HotMess.Domain.Tests.People;

namespace HotMess.Domain.Tests.Taps;

public sealed class SendTapSpecs
{
    private static readonly TapId First = new(Uuid(1));
    private static readonly TapId Second = new(Uuid(2));
    private static readonly MatchId Match = new(Uuid(3));

    [Fact]
    public void The_first_tap_is_sent() => Spec.Given<TapPair>()
        .When(Send(Adam, Ben, TapKind.Tap, First))
        .Then(Sent(Adam, Ben, TapKind.Tap, First))
        .AndAgainNothing();

    [Theory]
    [InlineData(TapKind.Tap, TapKind.Tap)]
    [InlineData(TapKind.Like, TapKind.Woof)]
    [InlineData(TapKind.Boo, TapKind.Tap)]
    public void The_tap_that_makes_it_mutual_makes_the_match(TapKind there, TapKind back) => Spec
        .Given<TapPair>(Sent(Adam, Ben, there, First))
        .When(Send(Ben, Adam, back, Second))
        .Then(Sent(Ben, Adam, back, Second), new MatchMade(Match, Adam, Ben, back, null))
        .AndAgainNothing();

    [Fact]
    public void A_bookmark_never_matches() => Spec
        .Given<TapPair>(Sent(Adam, Ben, TapKind.Save, First))
        .When(Send(Ben, Adam, TapKind.Tap, Second))
        .Then(Sent(Ben, Adam, TapKind.Tap, Second));

    [Fact]
    public void A_bookmark_of_a_match_does_not_tell_of_it() => Spec
        .Given<TapPair>(Sent(Adam, Ben, TapKind.Tap, First), Sent(Ben, Adam, TapKind.Tap, Second), Made())
        .When(Send(Adam, Ben, TapKind.Save, new TapId(Uuid(9))))
        .Decision.Made.ShouldNotContain(m => m.Name == "match_id");

    [Fact]
    public void While_a_match_lasts_another_kind_makes_no_second() => Spec
        .Given<TapPair>(Sent(Adam, Ben, TapKind.Tap, First), Sent(Ben, Adam, TapKind.Tap, Second), Made())
        .When(Send(Adam, Ben, TapKind.Woof, new TapId(Uuid(9))))
        .Then(Sent(Adam, Ben, TapKind.Woof, new TapId(Uuid(9))));

    [Fact]
    public void A_standing_tap_is_told_by_its_first_id()
    {
        var outcome = Spec.Given<TapPair>(Sent(Adam, Ben, TapKind.Tap, First))
            .When(Send(Adam, Ben, TapKind.Tap, Second));

        outcome.ThenNothing();
        outcome.Decision.Made.ShouldBe([new MadeId("tap_id", First.Value)]);
    }

    [Fact]
    public void Nobody_taps_himself() => Spec.Given<TapPair>()
        .When(Send(Adam, Adam, TapKind.Tap, First))
        .ThenRejected(TapRejections.SelfTap);

    [Fact]
    public void A_time_that_is_not_kept_is_refused() => Spec.Given<TapPair>()
        .When(pair => SendTap.Decide(
            pair, Present(Adam), Present(Ben), Command(Adam, Ben, TapKind.Tap, First) with { OccurredAt = Never }))
        .ThenRejected(TapRejections.TimeOutOfRange);

    [Fact]
    public void Nobody_taps_who_is_not_there() => Spec.Given<TapPair>()
        .When(pair => SendTap.Decide(pair, Present(Adam), Nobody, Command(Adam, Ben, TapKind.Tap, First)))
        .ThenRejected(TapRejections.ReceiverAbsent);

    [Fact]
    public void Nobody_taps_who_was_erased() => Spec.Given<TapPair>()
        .When(pair => SendTap.Decide(pair, Present(Adam), Erased(Ben), Command(Adam, Ben, TapKind.Tap, First)))
        .ThenRejected(TapRejections.ReceiverAbsent);

    [Fact]
    public void An_erased_account_does_not_tap() => Spec.Given<TapPair>()
        .When(pair => SendTap.Decide(pair, Erased(Adam), Present(Ben), Command(Adam, Ben, TapKind.Tap, First)))
        .ThenRejected(TapRejections.SenderAbsent);

    [Fact]
    public void Taking_the_last_tap_of_a_side_back_dissolves_the_match() => Spec
        .Given<TapPair>(Sent(Adam, Ben, TapKind.Tap, First), Sent(Ben, Adam, TapKind.Tap, Second), Made())
        .When(pair => RetractTap.Decide(pair, new(Adam, Adam, Ben, TapKind.Tap)))
        .Then(new TapRetracted(Adam, First, Adam, Ben, TapKind.Tap), new MatchDissolved(Match, Adam, Ben))
        .AndAgainNothing();

    [Fact]
    public void Taking_one_of_two_taps_back_leaves_the_match() => Spec
        .Given<TapPair>(
            Sent(Adam, Ben, TapKind.Tap, First),
            Sent(Adam, Ben, TapKind.Woof, new TapId(Uuid(9))),
            Sent(Ben, Adam, TapKind.Tap, Second),
            Made())
        .When(pair => RetractTap.Decide(pair, new(Adam, Adam, Ben, TapKind.Tap)))
        .Then(new TapRetracted(Adam, First, Adam, Ben, TapKind.Tap))
        .AndAgainNothing();

    [Fact]
    public void Taking_back_what_is_not_there_is_nothing() => Spec.Given<TapPair>()
        .When(pair => RetractTap.Decide(pair, new(Adam, Adam, Ben, TapKind.Tap)))
        .ThenNothing();

    private static MatchMade Made() => new(Match, Adam, Ben, TapKind.Tap, null);

    private static TapSent Sent(PersonId from, PersonId to, TapKind kind, TapId id) =>
        new(from, id, from, to, kind, null);

    private static Func<TapPair, Decision> Send(PersonId from, PersonId to, TapKind kind, TapId id) =>
        pair => SendTap.Decide(pair, Present(from), Present(to), Command(from, to, kind, id));

    private static SendTap.Command Command(PersonId from, PersonId to, TapKind kind, TapId id) =>
        new(from, from, to, kind, id, Match, null);
}
