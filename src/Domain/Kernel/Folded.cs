namespace HotMess.Domain.Kernel;

/// <summary>The state that a verb decides on: a left fold of one stream's events.</summary>
/// <remarks>Evolve has one arm per event and throws <see cref="UnknownEventException"/> for any other.</remarks>
public interface IFolded<TSelf>
    where TSelf : class, IFolded<TSelf>
{
    /// <summary>The stream's type as it is stored in <c>mt_streams.type</c>; permanent.</summary>
    static abstract string StreamType { get; }

    /// <summary>The state of a stream that has no events.</summary>
    static abstract TSelf Initial { get; }

    /// <summary>The state after <paramref name="event"/>. Never refuses a catalogued event.</summary>
    static abstract TSelf Evolve(TSelf state, object @event);
}

/// <summary>An event reached a fold that does not know it: a fault of the program, never of the data's owner.</summary>
public sealed class UnknownEventException(Type state, object @event)
    : InvalidOperationException($"{state.Name} does not know {@event.GetType().Name}.");
