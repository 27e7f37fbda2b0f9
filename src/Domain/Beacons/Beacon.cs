using HotMess.Domain.Kernel;

namespace HotMess.Domain.Beacons;

/// <summary>What verbs need to know of one beacon.</summary>
/// <param name="Placed">Null while there is none.</param>
/// <param name="Cell">Where others see it, where its kind hides its point; else null.</param>
/// <param name="EndedAt">When it was taken away; null while it was not.</param>
public sealed record Beacon(BeaconPlaced? Placed, Cell? Cell, DateTimeOffset? EndedAt) : IFolded<Beacon>
{
    /// <inheritdoc />
    public static string StreamType => BeaconEvents.StreamType;

    /// <inheritdoc />
    public static Beacon Initial { get; } = new(null, null, null);

    /// <summary>True where it stood once and stands no longer.</summary>
    public bool IsOverAt(DateTimeOffset time) => time >= Placed?.EndsAt || time >= EndedAt;

    /// <inheritdoc />
    public static Beacon Evolve(Beacon state, object @event) => @event switch
    {
        BeaconPlaced e => state with { Placed = e },
        BeaconSnapped e => state with { Cell = e.Cell },
        BeaconEnded e => state with { EndedAt = e.At },
        _ => throw new UnknownEventException(typeof(Beacon), @event),
    };
}
