using HotMess.Domain.Kernel;

namespace HotMess.Domain.Beacons;

/// <summary>What verbs need to know of one beacon.</summary>
/// <param name="Placed">Null while there is none.</param>
public sealed record Beacon(BeaconPlaced? Placed) : IFolded<Beacon>
{
    /// <inheritdoc />
    public static string StreamType => BeaconEvents.StreamType;

    /// <inheritdoc />
    public static Beacon Initial { get; } = new((BeaconPlaced?)null);

    /// <summary>True where it stood once and stands no longer.</summary>
    public bool IsOverAt(DateTimeOffset time) => Placed?.EndsAt is { } end && time >= end;

    /// <inheritdoc />
    public static Beacon Evolve(Beacon state, object @event) => @event switch
    {
        BeaconPlaced e => new Beacon(e),
        _ => throw new UnknownEventException(typeof(Beacon), @event),
    };
}
