namespace HotMess.Domain.Kernel;

/// <summary>An event that a decision adds to a stream.</summary>
public readonly record struct NewEvent(StreamName Stream, object Data);

/// <summary>
/// An id that a command made or found, told to the caller under <paramref name="Name"/> (snake_case, e.g.
/// <c>tap_id</c>).
/// </summary>
public readonly record struct MadeId(string Name, Guid Value);

/// <summary>What a verb decided: events, nothing (already in effect), or one named rejection.</summary>
public sealed record Decision
{
    private Decision(IReadOnlyList<NewEvent> events, IReadOnlyList<MadeId> made, Rejection? rejection) =>
        (Events, Made, Rejection) = (events, made, rejection);

    /// <summary>The events in the order in which they happen; empty where nothing changes.</summary>
    public IReadOnlyList<NewEvent> Events { get; }

    /// <summary>Ids for the answer.</summary>
    public IReadOnlyList<MadeId> Made { get; private init; }

    /// <summary>The no, if it is one.</summary>
    public Rejection? Rejection { get; }

    /// <summary>Events on one stream.</summary>
    public static Decision Append(StreamName stream, params ReadOnlySpan<object> events)
    {
        var list = new NewEvent[events.Length];
        for (var i = 0; i < events.Length; i++)
        {
            list[i] = new NewEvent(stream, events[i]);
        }

        return new Decision(list, [], null);
    }

    /// <summary>Events on several streams, committed together or not at all.</summary>
    public static Decision Append(IReadOnlyList<NewEvent> events) => new(events, [], null);

    /// <summary>Already in effect.</summary>
    public static Decision Nothing() => new([], [], null);

    /// <summary>No, by name.</summary>
    public static Decision Reject(Rejection rejection) => new([], [], rejection);

    /// <summary>The same decision, telling an id to the caller.</summary>
    public Decision Telling(string name, ITypedId id) => this with { Made = [.. Made, new MadeId(name, id.Value)] };
}
