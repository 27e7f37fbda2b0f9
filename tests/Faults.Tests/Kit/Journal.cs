using System.Collections.Concurrent;

namespace HotMess.Faults.Tests.Kit;

/// <summary>A command as it was sent, and its answer to the byte.</summary>
internal sealed record Sent(int Person, string Id, string Path, string Body)
{
    public string? Answer { get; init; }
}

/// <summary>What the clients know: every command that was acknowledged, and what else they were told.</summary>
internal sealed class Journal
{
    /// <summary>By id.</summary>
    public ConcurrentDictionary<string, Sent> Acknowledged { get; } = new(StringComparer.Ordinal);

    /// <summary>Answers by status; 0 for none.</summary>
    public ConcurrentDictionary<int, int> Statuses { get; } = new();

    /// <summary>Answers that no fault excuses.</summary>
    public ConcurrentQueue<string> Odd { get; } = new();

    public void Count(int status) => Statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
}
