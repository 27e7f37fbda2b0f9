using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;

namespace HotMess.Domain.Favorites;

/// <summary>Takes somebody off one's favourites; across a block too.</summary>
public static class RemoveFavorite
{
    /// <param name="By">Who does it; an importer acts for <paramref name="From"/> with his own id, or null.</param>
    /// <param name="OccurredAt">The importer's time, if one is named.</param>
    public sealed record Command(PersonId? By, PersonId From, PersonId To, DateTimeOffset? OccurredAt = null);

    /// <summary>Tells <c>favorite_id</c> where there was one.</summary>
    public static Decision Decide(TapPair pair, Command command)
    {
        if (command.From == command.To)
        {
            return Decision.Reject(FavoriteRejections.SelfFavorite);
        }

        if (!Instant.MayBeNamed(command.OccurredAt))
        {
            return Decision.Reject(FavoriteRejections.TimeOutOfRange);
        }

        return pair.FavoriteOf(command.From) is { } favorite
            ? Decision.Append(
                    StreamName.TapPair(command.From, command.To),
                    new FavoriteRemoved(command.By, favorite, command.From, command.To, command.OccurredAt))
                .Telling("favorite_id", favorite)
            : Decision.Nothing();
    }
}
