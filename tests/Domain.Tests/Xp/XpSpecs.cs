using HotMess.Domain.Kernel;
using HotMess.Domain.Xp;
using HotMess.Testing;
using Shouldly;
using Xunit;
using static HotMess.Domain.Tests.People;

namespace HotMess.Domain.Tests.Xp;

/// <summary>Awards, adjustments, levels, and the table that they go by.</summary>
public sealed class XpSpecs
{
    private static readonly XpReference Fresh = XpReference.Initial;

    [Fact]
    public void The_table_says_how_much_and_again_is_nothing()
    {
        var first = AwardXp.Decide(XpAccount.Initial, Fresh, Present(Adam), Award(XpAction.Checkin));
        first.Events.Select(e => e.Data).ShouldBe(
            [
                new XpAwarded(null, Entry(1), Adam, XpAction.Checkin, 10, "r", null),
                new XpReferenceUsed(Adam, Entry(1), 10),
            ]);
        var again = AwardXp.Decide(
            new(10, Entry(1)), Used(10), Present(Adam), Award(XpAction.Checkin) with { Entry = Entry(2) });
        again.Events.ShouldBeEmpty();
        again.Made.ShouldBe(first.Made);
    }

    [Fact]
    public void A_table_that_was_changed_rewrites_nothing() =>
        AwardXp.Decide(new(7, Entry(1)), Used(7), Present(Adam), Award(XpAction.Checkin)).Events.ShouldBeEmpty();

    [Fact]
    public void A_scan_brings_what_its_beacon_says_and_no_other_amount_later()
    {
        var scan = Award(XpAction.Scan) with { Amount = 0 };
        AwardXp.Decide(XpAccount.Initial, Fresh, Present(Adam), scan).Events.Count.ShouldBe(2);
        AwardXp.Decide(XpAccount.Initial, Used(0), Present(Adam), scan).Events.ShouldBeEmpty();
        AwardXp.Decide(XpAccount.Initial, Used(0), Present(Adam), scan with { Amount = 1 })
            .Rejection.ShouldBe(XpRejections.ReferenceUsed);
    }

    [Fact]
    public void Nobody_names_points_that_the_table_names()
    {
        foreach (var rule in XpTable.All.Where(rule => rule.Amount is not null))
        {
            AwardXp.Decide(XpAccount.Initial, Fresh, Present(Adam), Award(rule.Action) with { Amount = rule.Amount })
                .Rejection.ShouldBe(XpRejections.AmountByTable);
        }

        foreach (var action in (XpAction[])[XpAction.DailyCheckin, XpAction.Adjustment])
        {
            AwardXp.Decide(XpAccount.Initial, Fresh, Present(Adam), Award(action) with { Amount = 5 })
                .Rejection.ShouldBe(XpRejections.AmountByTable);
        }

        AwardXp.Decide(XpAccount.Initial, Fresh, Present(Adam), Award(XpAction.Scan))
            .Rejection.ShouldBe(XpRejections.AmountByTable);
    }

    [Fact]
    public void Awards_have_their_noes()
    {
        var award = Award(XpAction.Checkin);
        AwardXp.Decide(XpAccount.Initial, Fresh, Present(Adam), award with { Reference = "a b" })
            .Rejection.ShouldBe(XpRejections.ReferenceMalformed);
        AwardXp.Decide(XpAccount.Initial, Fresh, Erased(Adam), award).Rejection.ShouldBe(XpRejections.PersonAbsent);
        AwardXp.Decide(new(XpAccount.MostHeld, null), Fresh, Present(Adam), award)
            .Rejection.ShouldBe(XpRejections.TotalOutOfRange);
        AwardXp.Decide(XpAccount.Initial, Fresh, Present(Adam), Award(XpAction.Scan) with { Amount = -1 })
            .Rejection.ShouldBe(XpRejections.AmountOutOfRange);
    }

    [Fact]
    public void An_adjustment_moves_either_way_never_below_zero_and_again_is_nothing()
    {
        var adjust = new AdjustXp.Command(null, Adam, -10, "counted twice", Entry(3));
        Spec.Given<XpAccount>(new XpAwarded(null, Entry(1), Adam, XpAction.Checkin, 10, "r", null))
            .When(xp => AdjustXp.Decide(xp, Present(Adam), adjust))
            .Then(new XpAwarded(
                null, Entry(3), Adam, XpAction.Adjustment, -10, null, SealedText.Of("counted twice")))
            .AndAgainNothing();
        AdjustXp.Decide(new(9, null), Present(Adam), adjust).Rejection.ShouldBe(XpRejections.TotalOutOfRange);
        AdjustXp.Decide(new(90, null), Nobody, adjust).Rejection.ShouldBe(XpRejections.PersonAbsent);
        AdjustXp.Decide(new(90, null), Present(Adam), adjust with { Reason = "" })
            .Rejection.ShouldBe(XpRejections.ReasonMalformed);
        AdjustXp.Decide(new(90, null), Present(Adam), adjust with { Amount = long.MinValue })
            .Rejection.ShouldBe(XpRejections.AmountOutOfRange);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(99, 1)]
    [InlineData(100, 2)]
    [InlineData(5_499, 10)]
    [InlineData(5_500, 11)]
    [InlineData(6_499, 11)]
    [InlineData(6_500, 12)]
    [InlineData(15_500, 21)]
    public void Levels_by_points(long points, long level) => XpLevels.Of(points).ShouldBe(level);

    [Fact]
    public void Every_action_has_one_rule_in_order() =>
        XpTable.All.Select(rule => rule.Action).ShouldBe(Enum.GetValues<XpAction>());

    private static XpEntryId Entry(int number) => new(Uuid(number));

    private static AwardXp.Command Award(XpAction action) => new(null, Adam, action, "r", null, Entry(1));

    private static XpReference Used(long amount) =>
        XpReference.Evolve(Fresh, new XpReferenceUsed(Adam, Entry(1), amount));
}
