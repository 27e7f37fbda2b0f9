using System.Diagnostics;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>
/// Whether this process is the only one that appends. Another's commit shows as a head that this one did not leave;
/// from then on nothing that is remembered is trusted unchecked, until the other has been silent for long enough and
/// everything remembered has been dropped once.
/// </summary>
internal sealed class Solitude(TimeSpan after)
{
    private long head = -1;
    private long disturbed = Stopwatch.GetTimestamp();
    private bool alone;

    /// <summary>
    /// The head that this process left, while it is alone; null where what is remembered must be checked.
    /// </summary>
    public long? Head => alone ? head : null;

    /// <summary>Takes in a commit; true where solitude begins, and what is remembered must be dropped.</summary>
    public bool Begins(in AppendAnswer answer)
    {
        var disturbs = answer.Previous != head;
        head = answer.Previous;
        foreach (var position in answer.Positions)
        {
            head = Math.Max(head, position ?? 0);
        }

        if (disturbs)
        {
            disturbed = Stopwatch.GetTimestamp();
            alone = false;
            return false;
        }

        if (alone || Stopwatch.GetElapsedTime(disturbed) < after)
        {
            return false;
        }

        return alone = true;
    }
}
