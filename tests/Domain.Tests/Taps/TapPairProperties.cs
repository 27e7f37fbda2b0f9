using FsCheck;
using FsCheck.Fluent;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using Shouldly;
using Xunit;
using static HotMess.Domain.Tests.People;

namespace HotMess.Domain.Tests.Taps;

/// <summary>What holds after any history of taps between two people.</summary>
public sealed class TapPairProperties
{
    private sealed record Step(bool ByAdam, TapKind Kind, bool Retract);

    private static readonly Arbitrary<Step[]> Histories = (
        from byAdam in ArbMap.Default.GeneratorFor<bool>()
        from kind in Gen.Elements(Enum.GetValues<TapKind>())
        from retract in ArbMap.Default.GeneratorFor<bool>()
        select new Step(byAdam, kind, retract)).ArrayOf().ToArbitrary();

    [Fact]
    public void A_match_stands_exactly_while_both_sides_have_tapped() =>
        Prop.ForAll(Histories, history =>
        {
            var pair = TapPair.Initial;
            var number = 100;
            foreach (var step in history)
            {
                pair = Play(pair, step, ref number);
                (pair.Match is not null).ShouldBe(pair.Likes(Adam) && pair.Likes(Ben));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_verb_again_is_nothing() =>
        Prop.ForAll(Histories, history =>
        {
            var pair = TapPair.Initial;
            var number = 100;
            foreach (var step in history)
            {
                pair = Play(pair, step, ref number);
                Decide(pair, step, number).Events.ShouldBeEmpty();
            }
        }).QuickCheckThrowOnFailure();

    private static TapPair Play(TapPair pair, Step step, ref int number)
    {
        var decision = Decide(pair, step, number);
        number += 2;
        return decision.Events.Select(e => e.Data).Aggregate(pair, TapPair.Evolve);
    }

    private static Decision Decide(TapPair pair, Step step, int number)
    {
        var (from, to) = step.ByAdam ? (Adam, Ben) : (Ben, Adam);
        return step.Retract
            ? RetractTap.Decide(pair, new(from, from, to, step.Kind))
            : SendTap.Decide(pair, Present(from), Present(to), new(
                from, from, to, step.Kind, new TapId(Uuid(number)), new MatchId(Uuid(number + 1)), null));
    }
}
