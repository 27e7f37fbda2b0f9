using System.Diagnostics;
using HotMess.Domain.Kernel;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>A stream's state at a version.</summary>
internal readonly record struct StreamState(object State, long Version);

/// <summary>One command between its arrival and its answer.</summary>
internal sealed class Pending(CommandRequest request, long deadline, Action answered)
    : TaskCompletionSource<CommandResult>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public CommandRequest Request { get; } = request;

    /// <summary>Stopwatch timestamp after which the log counts as unavailable.</summary>
    public long Deadline { get; } = deadline;

    /// <summary>How often it has lost or was read again.</summary>
    public int Attempts { get; set; }

    /// <summary>A call with it ended without telling how; a stored row may be its own.</summary>
    public bool Uncertain { get; set; }

    /// <summary>What the reader may start from, per stream; null where nothing is known.</summary>
    public StreamState?[]? Bases { get; set; }

    /// <summary>
    /// States read from the database after the command's arrival, in one snapshot, before the command's id was looked
    /// up in vain; null until then.
    /// </summary>
    public StreamState[]? Read { get; set; }

    /// <summary>Keys that were read, newest of each person; people without a key are missing.</summary>
    public Dictionary<Guid, PersonKey>? ReadKeys { get; set; }

    /// <summary>A person whose key an event needs although the request does not name him.</summary>
    public Guid? OtherPerson { get; set; }

    /// <summary>The key that this command makes for its new person, drawn once.</summary>
    public PersonKey? NewKey { get; set; }

    /// <summary>In the batch: the command's ordinal from 0.</summary>
    public int Ordinal { get; set; }

    public IReadOnlyList<MadeId> Made { get; set; } = [];

    public void Answer(CommandResult result)
    {
        if (TrySetResult(result))
        {
            answered();
        }
    }

    public void Fail(Exception exception)
    {
        if (TrySetException(exception))
        {
            answered();
        }
    }

    public bool IsLate() => Stopwatch.GetTimestamp() > Deadline;
}
