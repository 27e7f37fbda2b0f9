using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Xp;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Xp;

/// <summary>What a person's membership makes of his points.</summary>
/// <param name="Tier">free, premium (one and a half of the table's), elite (twice).</param>
public sealed record SetXpTierRequest(PersonId Person, XpTier Tier);

/// <summary>Sets it; who is paid says so, and nobody of himself.</summary>
public static class SetXpTierEndpoint
{
    /// <summary>The outcome is unchanged where it is so.</summary>
    [WolverinePost("/v1/xp/tiers")]
    [Allow(Role.ServiceRole)]
    [Answers(typeof(XpTierDocument))]
    public static ValueTask<IResult> Post(
        SetXpTierRequest request, Caller caller, CommandId id, Commands commands, CancellationToken ct)
    {
        var command = new SetXpTier.Command(caller.Person, request.Person, request.Tier);
        return commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                request.Person,
                Commands.Input("set_xp_tier", request),
                [
                    StreamUse.Of<XpAccount>(StreamName.Xp(request.Person)),
                    StreamUse.Of<Account>(StreamName.Account(request.Person)),
                ],
                (states, _) => SetXpTier.Decide(states.Get<XpAccount>(0), states.Get<Account>(1), command)),
            ct);
    }
}

/// <summary>The answer as it is described to clients.</summary>
public sealed record XpTierDocument(string Outcome, long Position);
