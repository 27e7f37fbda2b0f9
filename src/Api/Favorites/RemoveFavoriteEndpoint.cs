using HotMess.Api.Hosting;
using HotMess.Domain.Favorites;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Favorites;

/// <summary>The end of a favourite.</summary>
/// <param name="To">Who was kept.</param>
/// <param name="From">For whom an importer acts.</param>
/// <param name="OccurredAt">When it was, where an importer says so.</param>
public sealed record RemoveFavoriteRequest(PersonId To, PersonId? From = null, DateTimeOffset? OccurredAt = null);

/// <summary>Takes somebody off the caller's favourites.</summary>
public static class RemoveFavoriteEndpoint
{
    /// <summary>Answers <c>favorite_id</c> where there was one.</summary>
    [WolverinePost("/v1/favorites/remove")]
    [Allow(Role.Authenticated, Role.Admin, Role.Importer)]
    [Answers(typeof(FavoriteDocument))]
    public static ValueTask<IResult> Post(
        RemoveFavoriteRequest request, Caller caller, CommandId id, Commands commands, CancellationToken ct)
    {
        var from = caller.ActsFor(request.From);
        var command = new RemoveFavorite.Command(caller.Person, from, request.To, caller.Dates(request.OccurredAt));
        return commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                from,
                Commands.Input("remove_favorite", request),
                [StreamUse.Of<TapPair>(StreamName.TapPair(from, request.To))],
                (states, _) => RemoveFavorite.Decide(states.Get<TapPair>(0), command)),
            ct);
    }
}
