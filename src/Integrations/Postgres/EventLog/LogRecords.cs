using HotMess.Domain.Kernel;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>The newest batch of the log.</summary>
/// <param name="Position">The last position; 0 for an empty log.</param>
/// <param name="Leaves">How many leaves the tree has.</param>
/// <param name="Root">The tree's root, 32 bytes; SHA-256 of nothing for an empty log.</param>
/// <param name="At">When the batch was appended; null for an empty log.</param>
public sealed record LogHead(long Position, long Leaves, byte[] Root, DateTimeOffset? At);

/// <summary>What is remembered of an accepted command.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Position">The last position that it wrote, or the head's.</param>
/// <param name="Made">The ids it made or found.</param>
public sealed record CommandRecord(CommandOutcome Outcome, long Position, IReadOnlyList<MadeId> Made);

/// <summary>An event as Marten hands it out: its id and its data.</summary>
public readonly record struct StoredEvent(Guid Id, object Data);
