using HotMess.Api.Subscriptions;
using HotMess.Domain.Accounts;
using HotMess.Domain.Coins;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;

namespace HotMess.Api.Coins;

/// <summary>Credits coins for what happened.</summary>
internal static class CreditCoinsReaction
{
    /// <summary>The streams that it reads, and its decision on them.</summary>
    public static PolicyCommand Of(CreditCoins.Command command) => new(
        [
            StreamUse.Of<CoinAccount>(StreamName.Coins(command.Person)),
            StreamUse.Once<CoinReference>(
                CoinReference.Of(command.Person, command.Source, command.Reference)),
            StreamUse.Of<Account>(StreamName.Account(command.Person)),
        ],
        states => CreditCoins.Decide(
            states.Get<CoinAccount>(0), states.Get<CoinReference>(1), states.Get<Account>(2), command));
}
