using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Coins;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Coins;

/// <summary>What a person spent is to come back, all of it.</summary>
/// <param name="Sink">purchase, event, boost.</param>
/// <param name="Reference">The one under which it was spent.</param>
public sealed record RefundCoinsRequest(PersonId Person, CoinSink Sink, string Reference);

/// <summary>Gives back what was spent.</summary>
public static class RefundCoinsEndpoint
{
    /// <summary>Answers <c>entry_id</c>.</summary>
    [WolverinePost("/v1/coins/refunds")]
    [Allow(Role.ServiceRole, Role.Admin)]
    [Answers(typeof(CoinEntryDocument))]
    public static ValueTask<IResult> Post(
        RefundCoinsRequest request, Caller caller, CommandId id, Commands commands, CancellationToken ct)
    {
        var command = new RefundCoins.Command(
            caller.Person, request.Person, request.Sink, request.Reference, new CoinEntryId(Guid.CreateVersion7()));
        return commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                request.Person,
                Commands.Input("refund_coins", request),
                [
                    StreamUse.Of<CoinAccount>(StreamName.Coins(request.Person)),
                    StreamUse.Of<CoinReference>(CoinReference.Of(request.Person, request.Sink, request.Reference)),
                    StreamUse.Of<Account>(StreamName.Account(request.Person)),
                ],
                (states, _) => RefundCoins.Decide(
                    states.Get<CoinAccount>(0), states.Get<CoinReference>(1), states.Get<Account>(2), command)),
            ct);
    }
}
