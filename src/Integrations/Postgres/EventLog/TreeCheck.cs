using Npgsql;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>What a check of the whole log found.</summary>
/// <param name="Events">How many events were read.</param>
/// <param name="Root">The root computed from them, 32 bytes.</param>
/// <param name="FirstBadPosition">The first position that does not fit; null where everything does.</param>
/// <param name="Fault">What is wrong there.</param>
public sealed record TreeReport(long Events, byte[] Root, long? FirstBadPosition, string? Fault)
{
    /// <summary>True where every leaf, node and root is what it should be.</summary>
    public bool Sound => Fault is null;
}

/// <summary>Computes every leaf again from the stored rows, and the tree from the leaves.</summary>
public static class TreeCheck
{
    /// <summary>Reads the whole log by position, in short statements.</summary>
    public static Task<TreeReport> VerifyAsync(NpgsqlDataSource dataSource, CancellationToken ct) =>
        throw new NotSupportedException();
}
