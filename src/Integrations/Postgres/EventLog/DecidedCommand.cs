namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>An event on its way, encoded.</summary>
internal readonly record struct EncodedEvent(
    CachedStream Stream, Guid Id, long Version, StoredType Type, byte[] Data, byte[] BodyHash,
    IReadOnlyList<SealedField> Fields);

/// <summary>One sealed field of an event.</summary>
internal readonly record struct SealedField(byte Number, PersonKey Key, byte[] Envelope);

/// <summary>What one command adds to a batch.</summary>
/// <param name="Streams">The streams that it read, and how many events it adds to each.</param>
/// <param name="Subject">Whose key made <paramref name="InputHash"/>; null for the database's.</param>
/// <param name="NewKey">A key made with it.</param>
/// <param name="Companions">Rows that are written with its events; empty where it has none.</param>
internal sealed record DecidedCommand(
    Pending Pending, IReadOnlyList<(CachedStream Stream, int Writes)> Streams, IReadOnlyList<EncodedEvent> Events,
    byte[] InputHash, PersonKey? Subject, PersonKey? NewKey, string? Made, IReadOnlyList<Companion> Companions);
