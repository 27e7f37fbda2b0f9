using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Coins;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Coins;

/// <summary>Coins for something.</summary>
/// <param name="Amount">Whole coins, 1 to 1,000,000,000.</param>
/// <param name="Sink">purchase, event, boost.</param>
/// <param name="Reference">For what: 1 to 100 visible ASCII characters; it is paid for once.</param>
public sealed record SpendCoinsRequest(long Amount, CoinSink Sink, string Reference);

/// <summary>Spends coins.</summary>
public static class SpendCoinsEndpoint
{
    /// <summary>Answers <c>entry_id</c>.</summary>
    [WolverinePost("/v1/coins/spends")]
    [Allow(Role.Authenticated, Role.Admin)]
    [Answers(typeof(CoinEntryDocument))]
    public static ValueTask<IResult> Post(
        SpendCoinsRequest request, Caller caller, CommandId id, Commands commands, CancellationToken ct)
    {
        var person = caller.Self();
        var command = new SpendCoins.Command(
            person, person, request.Amount, request.Sink, request.Reference, new CoinEntryId(Guid.CreateVersion7()));
        var reference = CoinReference.Of(person, request.Sink, request.Reference);
        return commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                person,
                Commands.Input("spend_coins", request),
                [
                    StreamUse.Of<CoinAccount>(StreamName.Coins(person)),
                    StreamUse.Once<CoinReference>(reference),
                    StreamUse.Of<Account>(StreamName.Account(person)),
                ],
                (states, _) => SpendCoins.Decide(
                    states.Get<CoinAccount>(0), states.Get<CoinReference>(1), states.Get<Account>(2), command)),
            ct);
    }
}

/// <summary>The answer of verbs that make an entry as it is described to clients.</summary>
public sealed record CoinEntryDocument(string Outcome, long Position, CoinEntryId EntryId);
