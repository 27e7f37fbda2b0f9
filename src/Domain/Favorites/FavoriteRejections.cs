using HotMess.Domain.Kernel;

namespace HotMess.Domain.Favorites;

/// <summary>Every no of the favourites, in order of precedence.</summary>
public static class FavoriteRejections
{
    /// <summary>Nobody is his own favourite.</summary>
    public static readonly Rejection SelfFavorite =
        new("self_favorite", RejectionKind.Invalid, "Nobody can be his own favourite.");

    /// <summary>The time that the command names is none that is kept.</summary>
    public static readonly Rejection TimeOutOfRange =
        new("favorite_time_out_of_range", RejectionKind.Invalid, "A named time lies in the years 1970 to 8999.");

    /// <summary>The owner was erased or never was.</summary>
    public static readonly Rejection OwnerAbsent =
        new("favorite_owner_absent", RejectionKind.Forbidden, "This account cannot keep favourites.");

    /// <summary>There is no such person, or one has blocked the other: told alike.</summary>
    public static readonly Rejection PersonAbsent =
        new("favorite_person_absent", RejectionKind.Absent, "There is no such person.");

    /// <summary>In order of precedence.</summary>
    public static IReadOnlyList<Rejection> All { get; } = [SelfFavorite, TimeOutOfRange, OwnerAbsent, PersonAbsent];
}
