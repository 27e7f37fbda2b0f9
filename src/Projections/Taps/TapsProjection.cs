using HotMess.Projections.Blocks;
using HotMess.Projections.Favorites;
using HotMess.Projections.Runtime;

namespace HotMess.Projections.Taps;

/// <summary>
/// What is between two people, as one: taps that stand, matches (each two rows, one per direction), favourites and
/// blocks. A block and what it ends are seen at once.
/// </summary>
public sealed class TapsProjection : SetProjection
{
    /// <param name="opener">The reasons of blocks are sealed.</param>
    public TapsProjection(SealOpener opener)
        : base(
            "Taps",
            ["read_models.taps", "read_models.matches", "read_models.user_favorites", "read_models.profiles_blocked"],
            () => new PageOfParts(new TapsPage(), new FavoritesPage(), new BlocksPage())) => Opener = opener;

    /// <inheritdoc />
    public override bool MayBeEmptied => false;
}
