using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;

namespace HotMess.Domain.Favorites;

/// <summary>Keeps somebody among one's favourites; only the owner knows.</summary>
public static class AddFavorite
{
    /// <param name="By">Who does it; an importer acts for <paramref name="From"/> with his own id, or null.</param>
    /// <param name="Favorite">The favourite's id, if it becomes one.</param>
    /// <param name="OccurredAt">The importer's time, if one is named.</param>
    public sealed record Command(
        PersonId? By, PersonId From, PersonId To, FavoriteId Favorite, DateTimeOffset? OccurredAt);

    /// <summary>Tells <c>favorite_id</c>.</summary>
    public static Decision Decide(TapPair pair, Account from, Account to, Command command)
    {
        if (Refuse(pair, from, to, command) is { } no)
        {
            return Decision.Reject(no);
        }

        return pair.FavoriteOf(command.From) is { } standing
            ? Decision.Nothing().Telling("favorite_id", standing)
            : Decision.Append(
                    StreamName.TapPair(command.From, command.To),
                    new FavoriteAdded(command.By, command.Favorite, command.From, command.To, command.OccurredAt))
                .Telling("favorite_id", command.Favorite);
    }

    private static Rejection? Refuse(TapPair pair, Account from, Account to, Command command) =>
        command.From == command.To ? FavoriteRejections.SelfFavorite
        : !Instant.MayBeNamed(command.OccurredAt) ? FavoriteRejections.TimeOutOfRange
        : !from.IsPresent ? FavoriteRejections.OwnerAbsent
        : !to.IsPresent || pair.IsBlocked ? FavoriteRejections.PersonAbsent
        : null;
}
