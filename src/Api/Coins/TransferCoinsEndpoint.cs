using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Coins;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Coins;

/// <summary>Coins for somebody else.</summary>
/// <param name="To">Who gets them.</param>
/// <param name="Amount">Whole coins, 1 to 1,000,000,000.</param>
public sealed record TransferCoinsRequest(PersonId To, long Amount);

/// <summary>Gives coins to somebody.</summary>
public static class TransferCoinsEndpoint
{
    /// <summary>Answers <c>transfer_id</c>.</summary>
    [WolverinePost("/v1/coins/transfers")]
    [Allow(Role.Authenticated, Role.Admin)]
    [Answers(typeof(CoinTransferDocument))]
    public static ValueTask<IResult> Post(
        TransferCoinsRequest request, Caller caller, CommandId id, Commands commands, CancellationToken ct)
    {
        var from = caller.Self();
        var command = new TransferCoins.Command(
            from,
            from,
            request.To,
            request.Amount,
            new CoinTransferId(Guid.CreateVersion7()),
            new CoinEntryId(Guid.CreateVersion7()),
            new CoinEntryId(Guid.CreateVersion7()));
        return commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                from,
                Commands.Input("transfer_coins", request),
                [
                    StreamUse.Of<CoinAccount>(StreamName.Coins(from)),
                    StreamUse.Of<CoinAccount>(StreamName.Coins(request.To)),
                    StreamUse.Of<Account>(StreamName.Account(from)),
                    StreamUse.Of<Account>(StreamName.Account(request.To)),
                    StreamUse.Of<TapPair>(StreamName.TapPair(from, request.To)),
                ],
                (states, _) => TransferCoins.Decide(
                    states.Get<CoinAccount>(0), states.Get<CoinAccount>(1), states.Get<Account>(2),
                    states.Get<Account>(3), states.Get<TapPair>(4), command)),
            ct);
    }
}

/// <summary>The answer of a transfer as it is described to clients.</summary>
public sealed record CoinTransferDocument(string Outcome, long Position, CoinTransferId TransferId);
