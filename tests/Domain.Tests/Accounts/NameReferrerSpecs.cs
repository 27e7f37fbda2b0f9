using HotMess.Domain.Accounts;
using HotMess.Domain.Coins;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Domain.Xp;
using HotMess.Testing;
using Shouldly;
using Xunit;
using static HotMess.Domain.Tests.People;

namespace HotMess.Domain.Tests.Accounts;

/// <summary>Who brought whom, and what that earns.</summary>
public sealed class NameReferrerSpecs
{
    private static readonly NameReferrer.Command Command = new(Adam, Adam, Ben);

    [Fact]
    public void It_is_said_once_and_again_is_nothing()
    {
        var given = Spec.Given<Account>(Registered(Adam));
        given.When(adam => NameReferrer.Decide(adam, Present(Ben), TapPair.Initial, Command))
            .Then(new PersonReferred(Adam, Adam, Ben))
            .AndAgainNothing();
        Spec.Given<Account>(Registered(Adam), new PersonReferred(Adam, Adam, Ben))
            .When(adam => NameReferrer.Decide(
                adam, Present(Carl), TapPair.Initial, Command with { Referrer = Carl }))
            .ThenRejected(AccountRejections.ReferredByAnother);
    }

    [Fact]
    public void It_has_its_noes()
    {
        Decide(Present(Adam), Present(Adam), Command with { Referrer = Adam })
            .ShouldBe(AccountRejections.ReferredBySelf);
        Decide(Erased(Adam), Present(Ben), Command).ShouldBe(AccountRejections.ReferredAbsent);
        Decide(Present(Adam), Erased(Ben), Command).ShouldBe(AccountRejections.ReferrerAbsent);
        Decide(Present(Adam), Nobody, Command).ShouldBe(AccountRejections.ReferrerAbsent);
        var blocked = TapPair.Evolve(
            TapPair.Initial, new PersonBlocked(Ben, new BlockId(Uuid(8)), Ben, Adam, null, null));
        NameReferrer.Decide(Present(Adam), Present(Ben), blocked, Command)
            .Rejection.ShouldBe(AccountRejections.ReferrerAbsent);
        Decide(Present(Adam), Present(Ben) with { Referrer = Adam }, Command)
            .ShouldBe(AccountRejections.ReferredEachOther);
    }

    [Fact]
    public void The_first_five_of_a_day_earn_points_and_coins()
    {
        var (tally, policy, earned) = (default(Tally), RewardReferrerPolicy.Policy, new List<object>());
        for (var i = 1; i <= 7; i++)
        {
            var referred = new PersonReferred(new(Uuid(i)), new(Uuid(i)), Ben);
            policy.PeopleOf(referred).ShouldBe([Ben]);
            tally = tally.After(Now.Date.AddMinutes(i));
            var reactions = policy.React(referred, Ben, tally).ToArray();
            reactions.Select(reaction => reaction.For!.Value).ShouldBeUnique();
            earned.AddRange(reactions.Select(reaction => reaction.Command));
        }

        earned.Count.ShouldBe(10);
        var first = new PersonId(Uuid(1));
        earned[0].ShouldBe(new AwardXp.Command(
            null, Ben, XpAction.Referral, first.ToString(), null, XpEntryId.Of(first, Ben)));
        earned[1].ShouldBe(new CreditCoins.Command(
            null, Ben, 100, CoinSource.Referral, first.ToString(), CoinEntryId.Of(first, Ben),
            new DateTimeOffset(Now.Date, TimeSpan.Zero)));
        XpTable.Of(XpAction.Referral).Amount.ShouldBe(100);
    }

    private static Rejection? Decide(Account person, Account referrer, NameReferrer.Command command) =>
        NameReferrer.Decide(person, referrer, TapPair.Initial, command).Rejection;
}
