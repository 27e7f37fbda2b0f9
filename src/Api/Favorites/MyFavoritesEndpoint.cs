using HotMess.Api.Hosting;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using Wolverine.Http;

namespace HotMess.Api.Favorites;

/// <summary>The caller's favourites, the newest first; none across a block.</summary>
public static class MyFavoritesEndpoint
{
    private static readonly CallerStatement Sql = Reads.Statement("Favorites/my_favorites.sql");

    /// <summary>A page; <c>before</c> is a favourite's id.</summary>
    [WolverineGet("/v1/favorites")]
    [Allow(Role.Authenticated, Role.Admin)]
    [Answers(typeof(FavoritesDocument))]
    public static ValueTask<IResult> Get(
        Caller caller, MinPosition min, PageRequest page, Reads reads, CancellationToken ct) =>
        reads.JsonAsync(
            caller,
            min,
            new CallerQuery(Sql, page.BeforeId(), page.LimitParameter()),
            "favorites",
            ct);
}

/// <summary>A page of favorites as it is described to clients.</summary>
public sealed record FavoritesDocument(IReadOnlyList<FavoritesDocument.Item> Favorites)
{
    /// <summary>
    /// One favourite. <paramref name="DisplayName"/> is null where the person has none, or was erased.
    /// </summary>
    public sealed record Item(
        FavoriteId FavoriteId, PersonId PersonId, string? DisplayName, DateTimeOffset CreatedAt);
}
