using HotMess.Domain.Favorites;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Testing;
using Xunit;
using static HotMess.Domain.Tests.People;

namespace HotMess.Domain.Tests.Favorites;

public sealed class FavoriteSpecs
{
    private static readonly FavoriteId Favorite = new(Uuid(7));

    [Fact]
    public void A_favourite_is_kept_once() => Spec.Given<TapPair>()
        .When(pair => AddFavorite.Decide(pair, Present(Adam), Present(Ben), new(Adam, Adam, Ben, Favorite, null)))
        .Then(new FavoriteAdded(Adam, Favorite, Adam, Ben, null))
        .AndAgainNothing();

    [Fact]
    public void Each_direction_is_its_own() => Spec.Given<TapPair>(new FavoriteAdded(Ben, Favorite, Ben, Adam, null))
        .When(pair => AddFavorite.Decide(pair, Present(Adam), Present(Ben), new(Adam, Adam, Ben, Favorite, null)))
        .Then(new FavoriteAdded(Adam, Favorite, Adam, Ben, null));

    [Fact]
    public void A_favourite_is_taken_off_once_across_a_block_too() => Spec
        .Given<TapPair>(
            new FavoriteAdded(Adam, Favorite, Adam, Ben, null),
            new PersonBlocked(Adam, new BlockId(Uuid(8)), Adam, Ben, null, null))
        .When(pair => RemoveFavorite.Decide(pair, new(Adam, Adam, Ben)))
        .Then(new FavoriteRemoved(Adam, Favorite, Adam, Ben))
        .AndAgainNothing();

    [Fact]
    public void Bad_favourites_are_refused_by_name()
    {
        var given = Spec.Given<TapPair>();
        given.When(pair => AddFavorite.Decide(
                pair, Present(Adam), Present(Adam), new(Adam, Adam, Adam, Favorite, null)))
            .ThenRejected(FavoriteRejections.SelfFavorite);
        given.When(pair => RemoveFavorite.Decide(pair, new(Adam, Adam, Adam)))
            .ThenRejected(FavoriteRejections.SelfFavorite);
        given.When(pair => AddFavorite.Decide(
                pair, Present(Adam), Present(Ben), new(Adam, Adam, Ben, Favorite, Never)))
            .ThenRejected(FavoriteRejections.TimeOutOfRange);
        given.When(pair => AddFavorite.Decide(pair, Erased(Adam), Present(Ben), new(Adam, Adam, Ben, Favorite, null)))
            .ThenRejected(FavoriteRejections.OwnerAbsent);
        given.When(pair => AddFavorite.Decide(pair, Present(Adam), Nobody, new(Adam, Adam, Ben, Favorite, null)))
            .ThenRejected(FavoriteRejections.PersonAbsent);
    }
}
