using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;

namespace HotMess.Domain.CheckIns;

/// <summary>Declares war on a venue's king; anybody may. Where a war runs there is nothing to do.</summary>
public static class DeclareWar
{
    /// <param name="By">Who does it; an importer acts for <paramref name="Person"/> with his own id, or null.</param>
    /// <param name="OccurredAt">The importer's time, if one is named.</param>
    /// <param name="Now">The server's time.</param>
    public sealed record Command(
        PersonId? By, PersonId Person, VenueId Venue, DateTimeOffset? OccurredAt, DateTimeOffset Now);

    /// <summary>Tells nothing.</summary>
    public static Decision Decide(VenueWar war, Account person, Command command)
    {
        if (!command.Venue.IsWellFormed)
        {
            return Decision.Reject(CheckInRejections.VenueUnreadable);
        }

        if (CheckIn.Refuse(person, null, command.OccurredAt, command.Now) is { } no)
        {
            return Decision.Reject(no);
        }

        var at = Instant.Truncate(command.OccurredAt ?? command.Now);
        if (war.StartedAt is { } standing && at < standing + VenueWar.Length)
        {
            // Another server's clock may be a little ahead of this one's.
            return command.OccurredAt is not null && at < standing
                ? Decision.Reject(CheckInRejections.WarOutOfOrder)
                : Decision.Nothing();
        }

        return Decision.Append(
            StreamName.VenueWar(command.Venue),
            new VenueWarDeclared(command.By, command.Person, command.Venue, at));
    }
}
