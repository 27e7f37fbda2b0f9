using HotMess.Domain.Kernel;

namespace HotMess.Domain.CheckIns;

/// <summary>What is known of a venue's wars.</summary>
/// <param name="StartedAt">When the newest began; null before the first.</param>
public sealed record VenueWar(DateTimeOffset? StartedAt) : IFolded<VenueWar>
{
    /// <summary>How long a war lasts, and how long its leader then wears the crown.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromHours(24);

    /// <inheritdoc />
    public static string StreamType => CheckInEvents.War;

    /// <inheritdoc />
    public static VenueWar Initial { get; } = new((DateTimeOffset?)null);

    /// <inheritdoc />
    public static VenueWar Evolve(VenueWar state, object @event) => @event switch
    {
        VenueWarDeclared e => new VenueWar(e.At),
        _ => throw new UnknownEventException(typeof(VenueWar), @event),
    };
}
