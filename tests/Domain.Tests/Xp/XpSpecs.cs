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
            .When(xp => AdjustXp.Decide(xp, Fresh, Present(Adam), adjust))
            .Then(new XpAwarded(
                null, Entry(3), Adam, XpAction.Adjustment, -10, null, SealedText.Of("counted twice")))
            .AndAgainNothing();
        AdjustXp.Decide(new(9, null), Fresh, Present(Adam), adjust).Rejection.ShouldBe(XpRejections.TotalOutOfRange);
        AdjustXp.Decide(new(90, null), Fresh, Nobody, adjust).Rejection.ShouldBe(XpRejections.PersonAbsent);
        AdjustXp.Decide(new(90, null), Fresh, Present(Adam), adjust with { Reason = "" })
            .Rejection.ShouldBe(XpRejections.ReasonMalformed);
        AdjustXp.Decide(new(90, null), Fresh, Present(Adam), adjust with { Amount = long.MinValue })
            .Rejection.ShouldBe(XpRejections.AmountOutOfRange);
    }

    [Fact]
    public void An_adjustment_with_a_reference_is_made_once_and_any_number_without_one()
    {
        var typed = new AdjustXp.Command(null, Adam, 10, "given by hand", Entry(3), "scan", "beacon", "b-1");
        var first = AdjustXp.Decide(XpAccount.Initial, Fresh, Present(Adam), typed);
        first.Events.Select(e => e.Data).ShouldBe(
            [
                new XpAwarded(
                    null, Entry(3), Adam, XpAction.Adjustment, 10, "b-1", SealedText.Of("given by hand"))
                {
                    Type = "scan", ReferenceType = "beacon",
                },
                new XpReferenceUsed(Adam, Entry(3), 10),
            ]);
        var again = AdjustXp.Decide(new(10, Entry(3)), Used(10), Present(Adam), typed with { Entry = Entry(4) });
        again.Events.ShouldBeEmpty();
        again.Made.ShouldNotBeEmpty();
        AdjustXp.Decide(new(10, Entry(3)), Used(9), Present(Adam), typed with { Entry = Entry(4) })
            .Rejection.ShouldBe(XpRejections.ReferenceUsed);
        AdjustXp.Decide(new(10, Entry(3)), Fresh, Present(Adam), typed with { Entry = Entry(4), Reference = null })
            .Events.Count.ShouldBe(1);
        AdjustXp.Decide(new(10, Entry(3)), Fresh, Present(Adam), typed with { ReferenceType = "a b" })
            .Rejection.ShouldBe(XpRejections.ReferenceMalformed);
    }

    [Fact]
    public void What_is_read_as_an_award_shares_the_awards_reference()
    {
        AdjustXp.ReferenceOf(Adam, "message", null, "r").ShouldBe(XpReference.Of(Adam, XpAction.Message, "r"));
        AdjustXp.ReferenceOf(Adam, "message", "message", "r").ShouldBe(XpReference.Of(Adam, XpAction.Message, "r"));
        AdjustXp.ReferenceOf(Adam, null, null, "r").ShouldBe(XpReference.Of(Adam, XpAction.Adjustment, "r"));
        AdjustXp.ReferenceOf(Adam, null, "order", "r").ShouldBe(AdjustXp.ReferenceOf(Adam, "adjustment", "order", "r"));
        var others = new[]
            {
                ("scan", "beacon"), ("gift", null), (null, "scan"), ("gift/a", "b"), ("gift", "a/b"), ("gift/", null),
            }
            .Select(pair => AdjustXp.ReferenceOf(Adam, pair.Item1, pair.Item2, "r"))
            .Concat(Enum.GetValues<XpAction>().Select(action => XpReference.Of(Adam, action, "r")));
        others.ShouldBeUnique();
    }

    [Theory]
    [InlineData(XpTier.Free, 20, null)]
    [InlineData(XpTier.Premium, 30, 150)]
    [InlineData(XpTier.Elite, 40, 200)]
    public void A_tier_multiplies_what_it_may_from_then_on(XpTier tier, long points, int? percent)
    {
        var xp = new XpAccount(0, null) { Tier = tier };
        var awarded = AwardXp.Decide(xp, Fresh, Present(Adam), Award(XpAction.Review)).Events[0].Data;
        awarded.ShouldBe(
            new XpAwarded(null, Entry(1), Adam, XpAction.Review, points, "r", null) { Percent = percent });

        // What the server's own table pays, and what a beacon says, is the same for all.
        foreach (var action in (XpAction[])[XpAction.Checkin, XpAction.EventCheckin, XpAction.FirstMatch])
        {
            AwardXp.Decide(xp, Fresh, Present(Adam), Award(action)).Events[0].Data
                .ShouldBeOfType<XpAwarded>().Amount.ShouldBe(XpTable.Of(action).Amount!.Value);
        }

        AwardXp.Decide(xp, Fresh, Present(Adam), Award(XpAction.Scan) with { Amount = 7 }).Events[0].Data
            .ShouldBeOfType<XpAwarded>().Amount.ShouldBe(7);
        AwardXp.Decide(xp, Used(20), Present(Adam), Award(XpAction.Review)).Events.ShouldBeEmpty();
    }

    [Fact]
    public void A_tier_is_set_and_again_is_nothing_and_awards_leave_it()
    {
        Spec.Given<XpAccount>()
            .When(xp => SetXpTier.Decide(xp, Present(Adam), new(null, Adam, XpTier.Elite)))
            .Then(new XpTierSet(null, Adam, XpTier.Elite))
            .AndAgainNothing();
        SetXpTier.Decide(XpAccount.Initial, Nobody, new(null, Adam, XpTier.Elite))
            .Rejection.ShouldBe(XpRejections.PersonAbsent);
        var after = Spec.Given<XpAccount>(
            new XpTierSet(null, Adam, XpTier.Elite),
            new XpAwarded(null, Entry(1), Adam, XpAction.Checkin, 10, "r", null)).State;
        (after.Tier, after.Total).ShouldBe((XpTier.Elite, 10));
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
