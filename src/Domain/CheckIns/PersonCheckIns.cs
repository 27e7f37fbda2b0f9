using HotMess.Domain.Kernel;

namespace HotMess.Domain.CheckIns;

/// <summary>One check-in as the rules look at it.</summary>
public readonly record struct Visit(VenueId? Venue, BeaconId? Beacon, Cell? Cell, DateTimeOffset At);

/// <summary>What a cool-down needs to know of a check-in: many of them are remembered.</summary>
public readonly record struct RecentVisit(VenueId? Venue, BeaconId? Beacon, DateTimeOffset At);

/// <summary>What the rules of check-ins need to know of one person.</summary>
/// <param name="Recent">Those within the cool-down before the newest, oldest first.</param>
/// <param name="Located">The newest whose place is known; null where there is none.</param>
public sealed record PersonCheckIns(IReadOnlyList<RecentVisit> Recent, Visit? Located) : IFolded<PersonCheckIns>
{
    /// <summary>How long after a check-in the same place takes none.</summary>
    public static readonly TimeSpan Cooldown = TimeSpan.FromHours(12);

    /// <summary>Most check-ins of a person within the cool-down, whatever the places.</summary>
    public const int MostRecent = 500;

    /// <summary>The fastest that anybody travels, in metres per second: 900 km/h.</summary>
    public const double FastestMetresPerSecond = 250;

    /// <inheritdoc />
    public static string StreamType => CheckInEvents.StreamType;

    /// <inheritdoc />
    public static PersonCheckIns Initial { get; } = new([], null);

    /// <summary>
    /// Why a check-in of now is refused by those before it; null where it is not. A venue is free again 12 hours after
    /// any check-in there, a beacon 12 hours after its own scan or a check-in at its venue that was no scan.
    /// </summary>
    /// <param name="visit">What it would be.</param>
    /// <param name="imported">History is not judged by its speed: its places are as exact as its source.</param>
    internal Rejection? Refuse(Visit visit, bool imported)
    {
        if (imported && Recent is [.., var newest] && visit.At < newest.At)
        {
            return CheckInRejections.OutOfOrder;
        }

        foreach (var recent in Recent)
        {
            var left = recent.At + Cooldown - visit.At;
            if (left > TimeSpan.Zero && IsSamePlace(recent, visit))
            {
                return CheckInRejections.TooSoon with { RetryAfter = left };
            }
        }

        var counted = Recent.Count(recent => visit.At - recent.At < Cooldown);
        return counted >= MostRecent
            ? CheckInRejections.TooMany with { RetryAfter = Recent[^MostRecent].At + Cooldown - visit.At }
            : imported ? null : TooFast(visit);
    }

    /// <inheritdoc />
    public static PersonCheckIns Evolve(PersonCheckIns state, object @event) => @event switch
    {
        CheckedIn e => state.After(new Visit(e.Venue, e.Beacon, e.Cell, e.At)),
        _ => throw new UnknownEventException(typeof(PersonCheckIns), @event),
    };

    // Of two doors of a venue each may be scanned; a check-in without a beacon stands for all of them.
    private static bool IsSamePlace(RecentVisit recent, Visit visit) =>
        visit.Beacon is { } beacon && recent.Beacon is { } scanned
            ? scanned == beacon
            : visit.Venue is { } venue && recent.Venue == venue;

    private PersonCheckIns After(Visit visit) => new(
        Recent.Where(recent => visit.At - recent.At < Cooldown)
            .Append(new RecentVisit(visit.Venue, visit.Beacon, visit.At))
            .ToArray(),
        visit.Cell is null ? Located : visit);

    private Rejection? TooFast(Visit visit)
    {
        if (visit.Cell is not { } here || Located is not { Cell: { } there } before)
        {
            return null;
        }

        var needed = TimeSpan.FromSeconds(Math.Ceiling(there.LeastMetresTo(here) / FastestMetresPerSecond));
        var left = before.At + needed - visit.At;
        return left > TimeSpan.Zero ? CheckInRejections.TooFast with { RetryAfter = left } : null;
    }
}
