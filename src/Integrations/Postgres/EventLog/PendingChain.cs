namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>
/// Fixed answers that one thread of the pool tells one after another: waking a thread for each costs more
/// than its work.
/// </summary>
internal struct PendingChain
{
    private const int ToldTogether = 8;

    private Pending? head;
    private Pending? last;
    private int length;

    public void Add(Pending pending)
    {
        if (last is null)
        {
            head = pending;
        }
        else
        {
            last.Next = pending;
        }

        last = pending;
        if (++length == ToldTogether)
        {
            Tell();
        }
    }

    /// <summary>Tells those that were added last.</summary>
    public void Tell()
    {
        if (head is not null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(head, preferLocal: false);
        }

        this = default;
    }
}
