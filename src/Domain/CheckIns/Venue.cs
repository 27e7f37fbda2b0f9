using HotMess.Domain.Kernel;

namespace HotMess.Domain.CheckIns;

/// <summary>What is known of a venue; nothing of most.</summary>
/// <param name="Point">Where it is; null where nobody said.</param>
/// <param name="RadiusMetres">How near one must be to check in; null where that is not asked.</param>
public sealed record Venue(GeoPoint? Point, int? RadiusMetres) : IFolded<Venue>
{
    /// <inheritdoc />
    public static string StreamType => CheckInEvents.Venue;

    /// <inheritdoc />
    public static Venue Initial { get; } = new(null, null);

    /// <inheritdoc />
    public static Venue Evolve(Venue state, object @event) => @event switch
    {
        VenueDescribed e => new Venue(e.Point, e.RadiusMetres),
        _ => throw new UnknownEventException(typeof(Venue), @event),
    };
}
