using HotMess.Api.Subscriptions;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Xp;
using HotMess.Integrations.Postgres.EventLog;

namespace HotMess.Api.Xp;

/// <summary>Awards experience for what happened.</summary>
internal static class AwardXpReaction
{
    /// <summary>The streams that it reads, and its decision on them.</summary>
    public static PolicyCommand Of(AwardXp.Command command) => new(
        [
            StreamUse.Of<XpAccount>(StreamName.Xp(command.Person)),
            StreamUse.Once<XpReference>(
                XpReference.Of(command.Person, command.Action, command.Reference)),
            StreamUse.Of<Account>(StreamName.Account(command.Person)),
        ],
        states => AwardXp.Decide(
            states.Get<XpAccount>(0), states.Get<XpReference>(1), states.Get<Account>(2), command));
}
