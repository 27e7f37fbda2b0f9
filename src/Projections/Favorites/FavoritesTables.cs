using HotMess.Projections.Blocks;
using HotMess.Projections.Runtime.Tables;

namespace HotMess.Projections.Favorites;

/// <summary>The table of favourites.</summary>
public static class FavoritesTables
{
    /// <summary>Favourites that stand; only their owner reads them, and none across a block.</summary>
    public static TableDeclaration Favorites { get; } = new(
        "user_favorites",
        [
            new Column("owner_id", "uuid"),
            new Column("person_id", "uuid"),
            new Column("favorite_id", "uuid"),
            new Column("created_at", "timestamptz"),
        ],
        ["owner_id", "person_id"],
        [["person_id"]],
        Right.IsCaller("owner_id") & Right.NotIn("person_id", BlocksTables.CallerBlocks));

    /// <summary>The seed's user_favorites.</summary>
    public static ViewDeclaration FavoritesView { get; } = new(
        "user_favorites",
        "read_models.user_favorites as favorite",
        [
            new Alias("id", "favorite.favorite_id"),
            new Alias("user_id", "favorite.owner_id"),
            new Alias("favoriting_id", "favorite.owner_id"),
            new Alias("user_email", "v1.email_seen(favorite.owner_id)"),
            new Alias("favorited_id", "favorite.person_id"),
            new Alias("favorite_email", "v1.email_seen(favorite.person_id)"),
            new Alias("created_at", "favorite.created_at"),
        ]);
}
