using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Favorites;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Favorites;

/// <summary>A favourite.</summary>
/// <param name="To">Who is kept.</param>
/// <param name="From">For whom an importer acts.</param>
/// <param name="OccurredAt">When it was, where an importer says so.</param>
public sealed record AddFavoriteRequest(PersonId To, PersonId? From = null, DateTimeOffset? OccurredAt = null);

/// <summary>Keeps somebody among the caller's favourites; only he knows.</summary>
public static class AddFavoriteEndpoint
{
    /// <summary>Answers <c>favorite_id</c>.</summary>
    [WolverinePost("/v1/favorites")]
    [Allow(Role.Authenticated, Role.Admin, Role.Importer)]
    [Answers(typeof(FavoriteDocument))]
    public static ValueTask<IResult> Post(
        AddFavoriteRequest request, Caller caller, CommandId id, Commands commands, CancellationToken ct)
    {
        var from = caller.ActsFor(request.From);
        var command = new AddFavorite.Command(
            caller.Person,
            from,
            request.To,
            new FavoriteId(Guid.CreateVersion7()),
            caller.Dates(request.OccurredAt));
        return commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                from,
                Commands.Input("add_favorite", request),
                [
                    StreamUse.Of<TapPair>(StreamName.TapPair(from, request.To)),
                    StreamUse.Of<Account>(StreamName.Account(from)),
                    StreamUse.Of<Account>(StreamName.Account(request.To)),
                ],
                (states, _) => AddFavorite.Decide(
                    states.Get<TapPair>(0), states.Get<Account>(1), states.Get<Account>(2), command)),
            ct);
    }
}

/// <summary>The answer of verbs about a favourite as it is described to clients.</summary>
public sealed record FavoriteDocument(string Outcome, long Position, FavoriteId? FavoriteId = null);
