using HotMess.Domain.Kernel;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>
/// How the events of a stream become the state that verbs decide on, without knowing the state's type.
/// </summary>
public sealed class StreamFold
{
    private StreamFold(Type stateType, string streamType, object initial, Func<object, object, object> evolve) =>
        (StateType, StreamType, Initial, Evolve) = (stateType, streamType, initial, evolve);

    /// <summary>The state's type.</summary>
    public Type StateType { get; }

    /// <summary>What is written to <c>mt_streams.type</c>.</summary>
    public string StreamType { get; }

    /// <summary>The state without events.</summary>
    public object Initial { get; }

    /// <summary>State and event to state.</summary>
    public Func<object, object, object> Evolve { get; }

    /// <summary>
    /// Names the code that folds and keeps: what another build of it kept is not read. Two builds of one source are one
    /// program.
    /// </summary>
    public string Program => field ??=
        $"{StateType.FullName} {StateType.Module.ModuleVersionId:N} {typeof(StreamFold).Module.ModuleVersionId:N}";

    /// <summary>The fold of one state type; one instance per type.</summary>
    public static StreamFold Of<TState>()
        where TState : class, IFolded<TState> => Holder<TState>.Fold;

    private static class Holder<TState>
        where TState : class, IFolded<TState>
    {
        public static readonly StreamFold Fold = new(
            typeof(TState), TState.StreamType, TState.Initial, (state, @event) => TState.Evolve((TState)state, @event));
    }
}
