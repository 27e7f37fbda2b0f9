using JasperFx.Events;
using JasperFx.Events.Daemon;

namespace HotMess.Projections.Runtime.Daemon;

/// <summary>Positions of the log, and the events there that a shard is given.</summary>
/// <param name="Floor">It begins after this one.</param>
/// <param name="Ceiling">It ends with this one.</param>
/// <param name="Events">In their order.</param>
internal readonly record struct Stretch(long Floor, long Ceiling, List<IEvent> Events);

/// <summary>Positions that a shard has passed without anything for it.</summary>
/// <param name="Agent">Told where another process has moved its position.</param>
/// <param name="Floor">What is written.</param>
/// <param name="Ceiling">What is to be written.</param>
internal sealed record QuietRange(ISubscriptionAgent Agent, long Floor, long Ceiling);
