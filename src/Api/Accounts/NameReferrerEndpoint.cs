using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Accounts;

/// <summary>On whose word the caller came.</summary>
/// <param name="Referrer">Who brought him.</param>
public sealed record NameReferrerRequest(PersonId Referrer);

/// <summary>Says who brought the caller; that one earns points and coins for it.</summary>
public static class NameReferrerEndpoint
{
    /// <summary>Once: the outcome is unchanged where he has said so, and another is refused.</summary>
    [WolverinePost("/v1/referrals")]
    [Allow(Role.Authenticated, Role.Admin)]
    [Answers(typeof(ReferralDocument))]
    public static ValueTask<IResult> Post(
        NameReferrerRequest request, Caller caller, CommandId id, Commands commands, CancellationToken ct)
    {
        var person = caller.Self();
        var command = new NameReferrer.Command(person, person, request.Referrer);
        return commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                person,
                Commands.Input("name_referrer", request),
                [
                    StreamUse.Of<Account>(StreamName.Account(person)),
                    StreamUse.Of<Account>(StreamName.Account(request.Referrer)),
                    StreamUse.Of<TapPair>(StreamName.TapPair(person, request.Referrer)),
                ],
                (states, _) => NameReferrer.Decide(
                    states.Get<Account>(0), states.Get<Account>(1), states.Get<TapPair>(2), command)),
            ct);
    }
}

/// <summary>The answer as it is described to clients.</summary>
public sealed record ReferralDocument(string Outcome, long Position);
