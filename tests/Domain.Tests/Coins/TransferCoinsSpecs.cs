using HotMess.Domain.Accounts;
using HotMess.Domain.Coins;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Testing;
using Shouldly;
using Xunit;
using static HotMess.Domain.Tests.Coins.Purse;
using static HotMess.Domain.Tests.People;

namespace HotMess.Domain.Tests.Coins;

public sealed class TransferCoinsSpecs
{
    [Fact]
    public void Both_accounts_move_in_one_decision()
    {
        var command = ToBen(30);
        Spec.Given<CoinAccount>(Given(50)).When(coins => Decide(coins, command)).Then(
            new CoinsSent(Adam, command.Sent, command.Transfer, Adam, Ben, 30),
            new CoinsReceived(Adam, command.Received, command.Transfer, Adam, Ben, 30));
    }

    [Fact]
    public void Again_is_nothing()
    {
        var first = Decide(Holding(50), ToBen(30));
        var after = After(Holding(50), Adam, first);
        after.Balance.ShouldBe(20);
        var again = Decide(after, ToBen(30));
        again.Events.ShouldBeEmpty();
        again.Made.ShouldBe(first.Made);
    }

    [Fact]
    public void All_of_it_goes_and_one_more_does_not()
    {
        Decide(Holding(50), ToBen(50)).Rejection.ShouldBeNull();
        Decide(Holding(50), ToBen(51)).Rejection.ShouldBe(CoinRejections.BalanceTooLow);
        Decide(CoinAccount.Initial, ToBen(1)).Rejection.ShouldBe(CoinRejections.BalanceTooLow);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(CoinLimits.MostMoved + 1)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void Only_amounts_in_range(long amount) =>
        Decide(Holding(50), ToBen(amount)).Rejection.ShouldBe(CoinRejections.AmountOutOfRange);

    [Fact]
    public void Nobody_gives_to_himself() =>
        Decide(Holding(50), ToBen(0) with { To = Adam }).Rejection.ShouldBe(CoinRejections.SelfTransfer);

    [Fact]
    public void Nobody_gives_to_nobody_and_nobody_gives()
    {
        Decide(Holding(50), ToBen(1), to: Nobody).Rejection.ShouldBe(CoinRejections.ReceiverAbsent);
        Decide(Holding(50), ToBen(1), to: Erased(Ben)).Rejection.ShouldBe(CoinRejections.ReceiverAbsent);
        Decide(Holding(50), ToBen(1), from: Erased(Adam)).Rejection.ShouldBe(CoinRejections.SpenderAbsent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nothing_goes_across_a_block(bool byAdam)
    {
        var (from, to) = byAdam ? (Adam, Ben) : (Ben, Adam);
        var pair = TapPair.Evolve(TapPair.Initial, new PersonBlocked(from, new BlockId(Uuid(9)), from, to, null, null));
        Decide(Holding(50), ToBen(1), pair: pair).Rejection.ShouldBe(CoinRejections.ReceiverAbsent);
    }

    [Fact]
    public void A_full_account_gets_no_more() => TransferCoins
        .Decide(Holding(50), Holding(CoinLimits.MostHeld), Present(Adam), Present(Ben), TapPair.Initial, ToBen(1))
        .Rejection.ShouldBe(CoinRejections.BalanceTooHigh);

    private static Decision Decide(
        CoinAccount coins,
        TransferCoins.Command command,
        Account? from = null,
        Account? to = null,
        TapPair? pair = null) =>
        TransferCoins.Decide(
            coins,
            CoinAccount.Initial,
            from ?? Present(Adam),
            to ?? Present(Ben),
            pair ?? TapPair.Initial,
            command);
}
