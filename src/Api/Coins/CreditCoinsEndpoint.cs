using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Coins;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Coins;

/// <summary>Coins that a person earned.</summary>
/// <param name="Amount">Whole coins, 1 to 1,000,000,000.</param>
/// <param name="Source">purchase, checkin, event, streak, referral, bonus, tap, woof.</param>
/// <param name="Reference">By what: 1 to 100 visible ASCII characters; it earns once.</param>
public sealed record CreditCoinsRequest(PersonId Person, long Amount, CoinSource Source, string Reference);

/// <summary>Gives a person what he earned; nobody earns by his own word.</summary>
public static class CreditCoinsEndpoint
{
    /// <summary>Answers <c>entry_id</c>.</summary>
    [WolverinePost("/v1/coins/credits")]
    [Allow(Role.ServiceRole)]
    [Answers(typeof(CoinEntryDocument))]
    public static ValueTask<IResult> Post(
        CreditCoinsRequest request, Caller caller, CommandId id, Commands commands, CancellationToken ct)
    {
        var command = new CreditCoins.Command(
            caller.Person,
            request.Person,
            request.Amount,
            request.Source,
            request.Reference,
            new CoinEntryId(Guid.CreateVersion7()),
            default);
        var reference = CoinReference.Of(request.Person, request.Source, request.Reference);
        return commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                request.Person,
                Commands.Input("credit_coins", request),
                [
                    StreamUse.Of<CoinAccount>(StreamName.Coins(request.Person)),
                    StreamUse.Once<CoinReference>(reference),
                    StreamUse.Of<Account>(StreamName.Account(request.Person)),
                ],
                (states, time) => CreditCoins.Decide(
                    states.Get<CoinAccount>(0), states.Get<CoinReference>(1), states.Get<Account>(2),
                    command with { Now = time.Now })),
            ct);
    }
}
