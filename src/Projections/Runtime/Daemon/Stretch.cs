using JasperFx.Events;

namespace HotMess.Projections.Runtime.Daemon;

/// <summary>Positions of the log, and the events there that a shard is given.</summary>
/// <param name="Floor">It begins after this one.</param>
/// <param name="Ceiling">It ends with this one.</param>
/// <param name="Events">In their order.</param>
internal readonly record struct Stretch(long Floor, long Ceiling, List<IEvent> Events);
