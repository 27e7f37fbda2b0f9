using HotMess.Domain.Coins;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Testing;
using Shouldly;
using Xunit;
using static HotMess.Domain.Tests.Coins.Purse;
using static HotMess.Domain.Tests.People;

namespace HotMess.Domain.Tests.Coins;

/// <summary>Earning, spending, refunding and adjusting.</summary>
public sealed class CoinSpecs
{
    private static readonly DateTimeOffset Midnight = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_spent_names_its_sink_and_its_reference_is_used() => Spec.Given<CoinAccount>(Given(50))
        .When(coins => SpendCoins.Decide(coins, CoinReference.Initial, Present(Adam), Spend(50)))
        .Then(
            new CoinsSpent(Adam, Entry(30), Adam, 50, CoinSink.Purchase, "order-1"),
            new CoinReferenceUsed(Adam, Entry(30), 50));

    [Fact]
    public void Spending_again_is_nothing_and_another_amount_is_refused()
    {
        var first = SpendCoins.Decide(Holding(50), CoinReference.Initial, Present(Adam), Spend(20));
        var (coins, used) = (After(Holding(50), Adam, first), After(CoinReference.Initial, first));
        coins.Balance.ShouldBe(30);
        var again = SpendCoins.Decide(coins, used, Present(Adam), Spend(20) with { Entry = Entry(99) });
        again.Events.ShouldBeEmpty();
        again.Made.ShouldBe(first.Made);
        SpendCoins.Decide(coins, used, Present(Adam), Spend(21)).Rejection.ShouldBe(CoinRejections.ReferenceUsed);
        SpendCoins.Decide(coins, Refunded(20), Present(Adam), Spend(20))
            .Rejection.ShouldBe(CoinRejections.SpendRefunded);
    }

    [Fact]
    public void Spending_has_its_noes()
    {
        var fresh = CoinReference.Initial;
        SpendCoins.Decide(Holding(5), fresh, Present(Adam), Spend(0))
            .Rejection.ShouldBe(CoinRejections.AmountOutOfRange);
        SpendCoins.Decide(Holding(5), fresh, Present(Adam), Spend(6)).Rejection.ShouldBe(CoinRejections.BalanceTooLow);
        SpendCoins.Decide(Holding(5), fresh, Erased(Adam), Spend(1)).Rejection.ShouldBe(CoinRejections.SpenderAbsent);
        foreach (var reference in (string[])["", "a b", "é", "\0", new('x', 101)])
        {
            SpendCoins.Decide(Holding(5), fresh, Present(Adam), Spend(1, reference))
                .Rejection.ShouldBe(CoinRejections.ReferenceMalformed);
        }
    }

    [Fact]
    public void A_refund_gives_all_back_once_and_again_is_nothing()
    {
        var command = new RefundCoins.Command(null, Adam, CoinSink.Purchase, "order-1", Entry(50));
        var first = RefundCoins.Decide(Holding(5), Used(20), Present(Adam), command);
        var coins = After(Holding(5), Adam, first);
        coins.Balance.ShouldBe(25);
        var again = RefundCoins.Decide(
            coins, After(Used(20), first), Present(Adam), command with { Entry = Entry(51) });
        again.Events.ShouldBeEmpty();
        again.Made.ShouldBe(first.Made);
        RefundCoins.Decide(coins, CoinReference.Initial, Present(Adam), command)
            .Rejection.ShouldBe(CoinRejections.SpendAbsent);
        RefundCoins.Decide(coins, Used(20), Nobody, command).Rejection.ShouldBe(CoinRejections.ReceiverAbsent);
    }

    [Fact]
    public void A_credit_comes_once_per_reference_and_again_is_nothing()
    {
        var first = CreditCoins.Decide(CoinAccount.Initial, CoinReference.Initial, Present(Adam), Credit(25));
        first.Events.Select(e => e.Data).ShouldBe(
            [
                new CoinsCredited(null, Entry(40), Adam, 25, CoinSource.Event, "event-1", null),
                new CoinReferenceUsed(Adam, Entry(40), 25),
            ]);
        var (coins, used) = (After(CoinAccount.Initial, Adam, first), After(CoinReference.Initial, first));
        CreditCoins.Decide(coins, used, Present(Adam), Credit(25)).Events.ShouldBeEmpty();
        CreditCoins.Decide(coins, used, Present(Adam), Credit(26))
            .Rejection.ShouldBe(CoinRejections.ReferenceUsed);
        CreditCoins.Decide(coins, CoinReference.Initial, Erased(Adam), Credit(1))
            .Rejection.ShouldBe(CoinRejections.ReceiverAbsent);
    }

    [Fact]
    public void Taps_and_woofs_earn_twenty_coins_a_day_and_the_next_day_again()
    {
        var late = Midnight.AddMinutes(-1);
        var coins = CoinAccount.Initial;
        for (var i = 0; i < 10; i++)
        {
            var source = i % 2 == 0 ? CoinSource.Tap : CoinSource.Woof;
            var credit = Credit(2, source, $"t{i}") with { Entry = Entry(i), Now = late };
            coins = After(coins, Adam, CreditCoins.Decide(
                coins, CoinReference.Initial, Present(Adam), credit));
        }

        coins.Balance.ShouldBe(20);
        var no = CreditCoins.Decide(
            coins, CoinReference.Initial, Present(Adam), Credit(1, CoinSource.Tap, "t10") with { Now = late })
            .Rejection!;
        no.Code.ShouldBe(CoinRejections.DailyTapCap.Code);
        no.RetryAfter.ShouldBe(TimeSpan.FromMinutes(1));
        CreditCoins.Decide(coins, CoinReference.Initial, Present(Adam), Credit(100) with { Now = late })
            .Rejection.ShouldBeNull();
        CreditCoins.Decide(
            coins, CoinReference.Initial, Present(Adam), Credit(2, CoinSource.Tap, "t10") with { Now = Midnight })
            .Rejection.ShouldBeNull();
    }

    [Theory]
    [InlineData(10, 60)]
    [InlineData(0, 50)]
    [InlineData(-50, 0)]
    public void An_adjustment_moves_either_way_and_again_is_nothing(long amount, long balance)
    {
        var outcome = Spec.Given<CoinAccount>(Given(50))
            .When(coins => AdjustCoins.Decide(coins, CoinReference.Initial, Present(Adam), Adjust(amount)))
            .AndAgainNothing();
        After(Holding(50), Adam, outcome.Decision).Balance.ShouldBe(balance);
    }

    [Fact]
    public void An_adjustment_has_a_reason_and_takes_no_more_than_there_is()
    {
        AdjustCoins.Decide(Holding(50), Fresh, Present(Adam), Adjust(-51))
            .Rejection.ShouldBe(CoinRejections.BalanceTooLow);
        AdjustCoins.Decide(Holding(50), Fresh, Nobody, Adjust(1)).Rejection.ShouldBe(CoinRejections.ReceiverAbsent);
        foreach (var amount in (long[])[CoinLimits.MostMoved + 1, -CoinLimits.MostMoved - 1, long.MinValue])
        {
            AdjustCoins.Decide(Holding(50), Fresh, Present(Adam), Adjust(amount))
                .Rejection.ShouldBe(CoinRejections.AdjustmentOutOfRange);
        }

        foreach (var reason in (string[])["", "a\nb", new('x', 501)])
        {
            AdjustCoins.Decide(Holding(50), Fresh, Present(Adam), Adjust(1) with { Reason = reason })
                .Rejection.ShouldBe(CoinRejections.ReasonMalformed);
        }
    }

    [Fact]
    public void An_adjustment_with_a_reference_is_made_once_and_any_number_without_one()
    {
        var typed = Adjust(10) with { Type = "refund", ReferenceType = "order", Reference = "o-1" };
        var first = AdjustCoins.Decide(Holding(50), Fresh, Present(Adam), typed);
        first.Events[0].Data.ShouldBe(
            new CoinsAdjusted(null, Entry(60), Adam, 10, SealedText.Of("counted again"))
            {
                Type = "refund",
                ReferenceType = "order",
                Reference = "o-1",
            });
        first.Events[1].ShouldBe(new NewEvent(
            AdjustCoins.ReferenceOf(Adam, "refund", "order", "o-1"), new CoinReferenceUsed(Adam, Entry(60), 10)));
        var (coins, used) = (After(Holding(50), Adam, first), After(Fresh, first));
        var again = AdjustCoins.Decide(coins, used, Present(Adam), typed with { Entry = Entry(61) });
        again.Events.ShouldBeEmpty();
        again.Made.ShouldBe(first.Made);
        AdjustCoins.Decide(coins, used, Present(Adam), typed with { Entry = Entry(61), Amount = 11 })
            .Rejection.ShouldBe(CoinRejections.ReferenceUsed);

        // Without a reference two are two, also where they say of what type it would be.
        var note = typed with { Reference = null };
        AdjustCoins.Decide(coins, Fresh, Present(Adam), note with { Entry = Entry(62) }).Events.Count.ShouldBe(1);
        foreach (var bad in (string[])["", "a b", "é", new('x', 101)])
        {
            foreach (var command in (AdjustCoins.Command[])
                [typed with { Type = bad }, typed with { ReferenceType = bad }, typed with { Reference = bad }])
            {
                AdjustCoins.Decide(coins, Fresh, Present(Adam), command)
                    .Rejection.ShouldBe(CoinRejections.ReferenceMalformed);
            }
        }
    }

    [Fact]
    public void What_is_read_as_a_spend_or_a_refund_shares_its_reference()
    {
        var sink = CoinSink.Boost;
        var stream = CoinReference.Of(Adam, sink, "b");
        var typed = Adjust(30) with { Type = "refund", ReferenceType = sink.Name(), Reference = "b" };
        var spent = Adjust(-30) with { Type = "spend", ReferenceType = sink.Name(), Reference = "b" };
        AdjustCoins.ReferenceOf(Adam, "refund", sink.Name(), "b").ShouldBe(stream);
        AdjustCoins.ReferenceOf(Adam, "spend", sink.Name(), "b").ShouldBe(stream);

        var spend = SpendCoins.Decide(Holding(50), Fresh, Present(Adam), new(Adam, Adam, 30, sink, "b", Entry(1)));
        var used = After(Fresh, spend);
        AdjustCoins.Decide(Holding(20), used, Present(Adam), spent).Made.ShouldBe(spend.Made);
        AdjustCoins.Decide(Holding(20), used, Present(Adam), spent with { Amount = -29 })
            .Rejection.ShouldBe(CoinRejections.ReferenceUsed);

        var back = AdjustCoins.Decide(Holding(20), used, Present(Adam), typed);
        back.Events[1].Stream.ShouldBe(stream);
        var refunded = After(used, back);
        var again = RefundCoins.Decide(Holding(50), refunded, Present(Adam), new(null, Adam, sink, "b", Entry(2)));
        again.Events.ShouldBeEmpty();
        again.Made.ShouldBe(back.Made);
        AdjustCoins.Decide(Holding(50), refunded, Present(Adam), typed).Events.ShouldBeEmpty();
        AdjustCoins.Decide(Holding(50), refunded, Present(Adam), typed with { Amount = 29 })
            .Rejection.ShouldBe(CoinRejections.ReferenceUsed);

        var adjusted = After(Fresh, AdjustCoins.Decide(Holding(50), Fresh, Present(Adam), spent));
        SpendCoins.Decide(Holding(20), adjusted, Present(Adam), new(Adam, Adam, 30, sink, "b", Entry(3)))
            .Events.ShouldBeEmpty();
        RefundCoins.Decide(Holding(20), adjusted, Present(Adam), new(null, Adam, sink, "b", Entry(4)))
            .Events[0].Data.ShouldBeOfType<CoinsRefunded>().Amount.ShouldBe(30);
        var part = After(used, AdjustCoins.Decide(Holding(20), used, Present(Adam), typed with { Amount = 10 }));
        RefundCoins.Decide(Holding(30), part, Present(Adam), new(null, Adam, sink, "b", Entry(6)))
            .Rejection.ShouldBe(CoinRejections.ReferenceUsed);
        var before = After(Fresh, AdjustCoins.Decide(Holding(20), Fresh, Present(Adam), typed));
        SpendCoins.Decide(Holding(50), before, Present(Adam), new(Adam, Adam, 30, sink, "b", Entry(7)))
            .Rejection.ShouldBe(CoinRejections.SpendRefunded);
        var given = After(Fresh, AdjustCoins.Decide(Holding(50), Fresh, Present(Adam), spent with { Amount = 5 }));
        RefundCoins.Decide(Holding(55), given, Present(Adam), new(null, Adam, sink, "b", Entry(5)))
            .Rejection.ShouldBe(CoinRejections.SpendAbsent);
    }

    [Theory]
    [InlineData("spend", -30, 0, "sink_boost")]
    [InlineData("spend", 30, 0, "issuer")]
    [InlineData("refund", 30, 30, "sink_boost")]
    [InlineData("refund", 10, 30, "sink_boost")]
    [InlineData("refund", 31, 30, "issuer")]
    [InlineData("refund", 30, 0, "issuer")]
    [InlineData("admin", 30, 30, "issuer")]
    public void A_sink_gives_back_no_more_than_it_got(string type, long amount, long spent, string counter)
    {
        var used = spent == 0 ? Fresh : CoinReference.Evolve(Fresh, new CoinReferenceUsed(Adam, Entry(1), spent));
        var command = Adjust(amount) with { Type = type, ReferenceType = CoinSink.Boost.Name(), Reference = "b" };
        var decision = AdjustCoins.Decide(
            Holding(50), type == "admin" ? Fresh : used, Present(Adam), command);
        CoinAccounts.EntryOf(decision.Events[0].Data).ShouldBe(new CoinEntry(Entry(60), Adam, amount, counter));
    }

    [Fact]
    public void What_is_read_as_a_credit_shares_the_credits_reference()
    {
        foreach (var source in Enum.GetValues<CoinSource>())
        {
            var type = source == CoinSource.Bonus ? "bonus" : "earn";
            AdjustCoins.ReferenceOf(Adam, type, source.Name(), "r").ShouldBe(CoinReference.Of(Adam, source, "r"));
        }

        AdjustCoins.ReferenceOf(Adam, null, "order", "r")
            .ShouldBe(AdjustCoins.ReferenceOf(Adam, "admin", "order", "r"));
        var others = new[]
            {
                (null, null), ("earn", null), ("earn", "bonus"), (null, "checkin"), ("spend", "gift"),
                ("gift/a", "b"), ("gift", "a/b"), ("gift/", null), ("gift", null),
            }
            .Select(pair => AdjustCoins.ReferenceOf(Adam, pair.Item1, pair.Item2, "r"))
            .Concat(Enum.GetValues<CoinSource>().Select(source => CoinReference.Of(Adam, source, "r")))
            .Concat(Enum.GetValues<CoinSink>().Select(sink => CoinReference.Of(Adam, sink, "r")));
        others.ShouldBeUnique();
    }

    [Fact]
    public void A_late_credit_of_yesterdays_taps_leaves_todays_bound_as_it_is()
    {
        CoinsCredited Of(int number, long amount, long day) =>
            new(null, Entry(number), Adam, amount, CoinSource.Tap, $"t{number}", day);
        var coins = Spec.Given<CoinAccount>(Of(1, 20, 2), Of(2, 10, 1)).State;
        (coins.Balance, coins.TapDay, coins.TapCoins).ShouldBe((30, 2, 20));
    }

    [Fact]
    public void Ten_taps_and_woofs_a_day_earn_two_coins_each_and_other_kinds_none()
    {
        TapSent Sent(TapKind kind, int number) => new(Adam, new TapId(Uuid(number)), Adam, Ben, kind, null);
        var policy = CoinsForTapsPolicy.Policy;
        foreach (var kind in Enum.GetValues<TapKind>())
        {
            policy.PeopleOf(Sent(kind, 1)).ShouldBe(kind is TapKind.Tap or TapKind.Woof ? [Adam] : []);
        }

        var (tally, earned) = (default(Tally), new List<string>());
        for (var i = 1; i <= 40; i++)
        {
            tally = tally.After(Midnight.AddDays(i <= 25 ? 0 : 1).AddMinutes(i));
            earned.AddRange(policy.React(Sent(TapKind.Woof, i), Adam, tally)
                .Select(reaction => (CreditCoins.Command)reaction.Command)
                .Select(credit => (Credit: credit, Own: credit.Reference == Uuid(i).ToString()))
                .Select(one => $"{i} {one.Credit.Amount} {one.Credit.Source} {one.Own} {one.Credit.Now:dd}"));
        }

        earned.ShouldBe(
            [
                .. Enumerable.Range(1, 10).Select(i => $"{i} 2 Woof True 23"),
                .. Enumerable.Range(26, 10).Select(i => $"{i} 2 Woof True 24"),
            ]);
    }

    private static CoinReference Fresh => CoinReference.Initial;

    private static AdjustCoins.Command Adjust(long amount) => new(null, Adam, amount, "counted again", Entry(60));
}
