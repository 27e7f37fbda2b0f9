using HotMess.Domain.Kernel;

namespace HotMess.Domain.Beacons;

/// <summary>Takes a beacon away, its owner's own or, for an admin, anybody's. One that is over stays over.</summary>
public static class EndBeacon
{
    /// <param name="By">Who does it; an importer acts for <paramref name="Person"/> with his own id, or null.</param>
    /// <param name="IsAdmin">Whether it may be another's.</param>
    /// <param name="OccurredAt">The importer's time, if one is named.</param>
    /// <param name="Now">The server's time.</param>
    public sealed record Command(
        PersonId? By, PersonId Person, bool IsAdmin, BeaconId Beacon, DateTimeOffset? OccurredAt, DateTimeOffset Now);

    /// <summary>Tells <c>beacon_id</c>.</summary>
    public static Decision Decide(Beacon beacon, Command command)
    {
        if (!Instant.MayBeNamed(command.OccurredAt))
        {
            return Decision.Reject(BeaconRejections.TimeOutOfRange);
        }

        if (command.OccurredAt > command.Now)
        {
            return Decision.Reject(BeaconRejections.InFuture);
        }

        if (beacon.Placed is not { } placed || (placed.Owner != command.Person && !command.IsAdmin))
        {
            return Decision.Reject(BeaconRejections.Absent);
        }

        var at = Instant.Truncate(command.OccurredAt ?? command.Now);
        var decision = beacon.EndedAt is not null || beacon.IsOverAt(at)
            ? Decision.Nothing()
            : Decision.Append(
                StreamName.Beacon(command.Beacon),
                new BeaconEnded(command.By, command.Beacon, placed.Owner, at));
        return decision.Telling("beacon_id", command.Beacon);
    }
}
