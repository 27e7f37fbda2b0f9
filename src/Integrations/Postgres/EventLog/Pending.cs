using System.Diagnostics;
using HotMess.Domain.Kernel;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>A stream's state at a version.</summary>
internal readonly record struct StreamState(object State, long Version);

/// <summary>One command between its arrival and its answer.</summary>
internal sealed class Pending(CommandRequest request, long deadline, Action told)
    : TaskCompletionSource<CommandResult>, IThreadPoolWorkItem
{
    private readonly Action told = told;
    private int answered;
    private CommandResult? result;
    private Exception? fault;

    public CommandRequest Request { get; } = request;

    /// <summary>Stopwatch timestamp after which the log counts as unavailable.</summary>
    public long Deadline { get; } = deadline;

    /// <summary>How often it has lost or was read again.</summary>
    public int Attempts { get; set; }

    /// <summary>A call with it ended without telling how; a stored row may be its own.</summary>
    public bool Uncertain { get; set; }

    /// <summary>What the reader may start from, per stream; null where nothing is known.</summary>
    public StreamState?[]? Bases { get; set; }

    /// <summary>By stream, whether a read came not to its end; null before the first.</summary>
    public bool[]? Begun { get; set; }

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

    /// <summary>Whose answer is told after this one.</summary>
    public Pending? Next { get; set; }

    public IReadOnlyList<MadeId> Made { get; set; } = [];

    /// <summary>Its answer is fixed, though it may not have been told yet.</summary>
    public bool IsAnswered => Volatile.Read(ref answered) != 0;

    /// <summary>Tells the answer, on a thread of the pool.</summary>
    public void Answer(CommandResult result)
    {
        if (TryFix(result))
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>Tells the fault, on a thread of the pool.</summary>
    public void Fail(Exception exception)
    {
        if (Interlocked.Exchange(ref answered, 1) == 0)
        {
            fault = exception;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>Fixes the answer, for <see cref="Execute"/> to tell; false where there is one already.</summary>
    public bool TryFix(CommandResult fixedResult)
    {
        if (Interlocked.Exchange(ref answered, 1) != 0)
        {
            return false;
        }

        result = fixedResult;
        return true;
    }

    /// <summary>Tells this caller and those chained to it.</summary>
    public void Execute()
    {
        for (var pending = this; pending is not null; pending = pending.Next)
        {
            pending.told();
            if (pending.fault is { } exception)
            {
                pending.SetException(exception);
            }
            else
            {
                pending.SetResult(pending.result!);
            }
        }
    }

    public bool IsLate() => Stopwatch.GetTimestamp() > Deadline;
}
