using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Coins;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Coins;

/// <summary>An account is to be set right.</summary>
/// <param name="Amount">Whole coins to the person or, below zero, from him; 0 leaves a note alone.</param>
/// <param name="Reason">1 to 500 characters; the person reads it.</param>
public sealed record AdjustCoinsRequest(PersonId Person, long Amount, string Reason);

/// <summary>Sets a person's account right.</summary>
public static class AdjustCoinsEndpoint
{
    /// <summary>Answers <c>entry_id</c>.</summary>
    [WolverinePost("/v1/coins/adjustments")]
    [Allow(Role.ServiceRole, Role.Admin)]
    [Answers(typeof(CoinEntryDocument))]
    public static ValueTask<IResult> Post(
        AdjustCoinsRequest request, Caller caller, CommandId id, Commands commands, CancellationToken ct)
    {
        var command = new AdjustCoins.Command(
            caller.Person, request.Person, request.Amount, request.Reason, new CoinEntryId(Guid.CreateVersion7()));
        return commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                request.Person,
                Commands.Input("adjust_coins", request),
                [
                    StreamUse.Of<CoinAccount>(StreamName.Coins(request.Person)),
                    StreamUse.Of<Account>(StreamName.Account(request.Person)),
                ],
                (states, _) => AdjustCoins.Decide(states.Get<CoinAccount>(0), states.Get<Account>(1), command)),
            ct);
    }
}
