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
/// <param name="Type">As what it is to be read, 1 to 100 visible ASCII characters; admin where it is not given.</param>
/// <param name="ReferenceType">What the reference is one of, as long.</param>
/// <param name="Reference">Of that type: it is made once, as long; any number of adjustments may have none.</param>
public sealed record AdjustCoinsRequest(
    PersonId Person,
    long Amount,
    string Reason,
    string? Type = null,
    string? ReferenceType = null,
    string? Reference = null);

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
            caller.Person,
            request.Person,
            request.Amount,
            request.Reason,
            new CoinEntryId(Guid.CreateVersion7()),
            request.Type,
            request.ReferenceType,
            request.Reference);
        return commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                request.Person,
                Commands.Input("adjust_coins", request),
                Streams(request),
                (states, _) => AdjustCoins.Decide(
                    states.Get<CoinAccount>(0),
                    request.Reference is null ? CoinReference.Initial : states.Get<CoinReference>(2),
                    states.Get<Account>(1),
                    command)),
            ct);
    }

    private static List<StreamUse> Streams(AdjustCoinsRequest request)
    {
        List<StreamUse> streams =
        [
            StreamUse.Of<CoinAccount>(StreamName.Coins(request.Person)),
            StreamUse.Of<Account>(StreamName.Account(request.Person)),
        ];
        if (request.Reference is { } reference)
        {
            var name = AdjustCoins.ReferenceOf(request.Person, request.Type, request.ReferenceType, reference);
            streams.Add(StreamUse.Once<CoinReference>(name));
        }

        return streams;
    }
}
