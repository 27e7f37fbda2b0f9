using HotMess.Domain.Kernel;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace HotMess.Integrations.Postgres;

/// <summary>The state of one stream as Marten aggregates it.</summary>
public sealed class FoldedStream<TState>
    where TState : class, IFolded<TState>
{
    /// <summary>The stream's name.</summary>
    public string Id { get; set; } = string.Empty;

    /// <summary>The stream's version that <see cref="State"/> stands for.</summary>
    public long Version { get; set; }

    /// <summary>The state that verbs decide on.</summary>
    public TState State { get; set; } = TState.Initial;
}

/// <summary>
/// Folds any stream by its state's own Evolve, so that Marten and the verbs see one and the same state.
/// </summary>
public sealed partial class FoldedStreamProjection<TState> : SingleStreamProjection<FoldedStream<TState>, string>
    where TState : class, IFolded<TState>
{
    /// <inheritdoc />
    public override FoldedStream<TState> Evolve(FoldedStream<TState>? snapshot, string id, IEvent e)
    {
        snapshot ??= new FoldedStream<TState> { Id = id };
        snapshot.State = TState.Evolve(snapshot.State, e.Data);
        snapshot.Version = e.Version;
        return snapshot;
    }
}
