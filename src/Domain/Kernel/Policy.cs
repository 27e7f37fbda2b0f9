namespace HotMess.Domain.Kernel;

/// <summary>Where a policy's event stands in the log.</summary>
/// <param name="Position">Its number.</param>
/// <param name="Time">When it was appended.</param>
/// <param name="Stream">On which stream.</param>
public readonly record struct Cause(long Position, DateTimeOffset Time, StreamName Stream);

/// <summary>A command that follows from an event.</summary>
/// <param name="Command">The command of a verb that policies may send.</param>
/// <param name="For">Tells it from the other commands of the same policy and event; null where it is the only
/// one.</param>
public readonly record struct Reaction(object Command, ITypedId? For = null);

/// <summary>From an event to commands: pure, so that the same event always gives the same commands.</summary>
public sealed class Policy
{
    private readonly Func<Cause, object, IEnumerable<Reaction>> react;

    private Policy(string name, Type handles, Func<Cause, object, IEnumerable<Reaction>> react) =>
        (Name, Handles, this.react) = (name, handles, react);

    /// <summary>lower_snake_case. Permanent: the ids of its commands are made from it.</summary>
    public string Name { get; }

    /// <summary>The event that it looks at.</summary>
    public Type Handles { get; }

    /// <summary>A policy on one type of event.</summary>
    public static Policy Of<TEvent>(string name, Func<Cause, TEvent, IEnumerable<Reaction>> react)
        where TEvent : class => new(name, typeof(TEvent), (cause, data) => react(cause, (TEvent)data));

    /// <summary>The commands that follow from an event of the type that it handles.</summary>
    public IEnumerable<Reaction> React(Cause cause, object data) => react(cause, data);
}
