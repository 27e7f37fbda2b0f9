using JasperFx.Events.Daemon;

namespace HotMess.Projections.Runtime.Daemon;

/// <summary>Positions that a shard has passed without anything for it.</summary>
/// <param name="Agent">Told where another process has moved its position.</param>
/// <param name="Floor">What is written.</param>
/// <param name="Ceiling">What is to be written.</param>
internal sealed record QuietRange(ISubscriptionAgent Agent, long Floor, long Ceiling);
