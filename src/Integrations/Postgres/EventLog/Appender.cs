using System.Threading.Channels;
using Npgsql;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>
/// The one loop that decides and appends. While one batch commits the next one gathers: no timer, no added wait at low
/// load.
/// </summary>
internal sealed class Appender : IAsyncDisposable
{
    private readonly EventLogOptions options;
    private readonly ChannelReader<Pending> inbox;
    private readonly Action<Pending> read;
    private readonly Action<AppendedBatch?> committed;
    private AppendBatch batch = new();
    private readonly AppendCall call;
    private readonly CommandDecider decider;
    private readonly List<Pending> gathered = [];
    private readonly List<Pending> readAfter = [];
    private readonly Queue<Pending> again = new();
    private readonly Solitude solitude;

    /// <param name="inbox">New commands, and those that were read.</param>
    /// <param name="read">Takes a command whose states, keys or stored row must be read; it comes back through the
    /// inbox.</param>
    /// <param name="committed">Called after each commit, with the events that it stored.</param>
    public Appender(
        EventLogOptions options, MasterKey master, Snapshots snapshots, ChannelReader<Pending> inbox,
        Action<Pending> read, Action<AppendedBatch?> committed)
    {
        (this.options, this.inbox, this.read, this.committed) = (options, inbox, read, committed);
        call = new AppendCall(options.DataSource, options.CallTimeout, batch);
        decider = new CommandDecider(options, master, snapshots, batch);
        solitude = new Solitude(options.AloneAfter);
    }

    /// <summary>Runs until the inbox is closed and empty, or <paramref name="stop"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (again.Count > 0 || await inbox.WaitToReadAsync(stop))
        {
            gathered.Clear();
            while (gathered.Count < options.BatchCommands
                && (again.TryDequeue(out var next) || inbox.TryRead(out next)))
            {
                gathered.Add(next);
            }

            await CommitAsync(gathered, stop);
        }
    }

    public ValueTask DisposeAsync() => call.DisposeAsync();

    private async ValueTask CommitAsync(IReadOnlyList<Pending> commands, CancellationToken stop)
    {
        Fill(commands);
        if (batch.Commands.Count == 0)
        {
            SendToReader();
            return;
        }

        AppendAnswer answer;
        try
        {
            await PassAsync(FailPoint.BeforeAppend);
            var begun = LogMetrics.Begin();
            answer = await call.ExecuteAsync(batch.ReliesOnUnchecked ? null : solitude.Head, stop);
            LogMetrics.Committed(begun, batch);
            await PassAsync(FailPoint.AfterCommit);
        }
        catch (Exception exception) when (LogFaults.IsUnavailable(exception) && !stop.IsCancellationRequested)
        {
            await TryAgainAsync(exception, stop);
            return;
        }
        catch (Exception refusal) when (!stop.IsCancellationRequested)
        {
            await HalveAsync(refusal, stop);
            return;
        }

        Settle(answer);
        var appended = AppendedBatch.Of(batch, answer);
        SendToReader();
        committed(appended);
        if (solitude.Begins(answer))
        {
            decider.Clear();
        }
    }

    private ValueTask PassAsync(FailPoint point) => options.FailPoints?.Invoke(point) ?? ValueTask.CompletedTask;

    private void Fill(IReadOnlyList<Pending> commands)
    {
        batch.Clear();
        decider.Trim();
        var full = false;
        foreach (var pending in commands)
        {
            // An erasure stands alone: what it deletes may take long, and nobody shall wait for it or fail with it.
            var erases = pending.Request.ErasedSubject is not null;
            full |= erases && batch.Commands.Count > 0;
            if (full)
            {
                again.Enqueue(pending);
                continue;
            }

            switch (decider.Take(pending))
            {
                case Verdict.Added:
                    full = batch.Bytes >= options.BatchBytes || erases;
                    break;
                case Verdict.Read:
                    Read(pending);
                    break;
                case Verdict.ReadAfterBatch:
                    readAfter.Add(pending);
                    break;
                default:
                    break;
            }
        }
    }

    private void SendToReader()
    {
        batch.Clear();
        foreach (var pending in readAfter)
        {
            Read(pending);
        }

        readAfter.Clear();
    }

    private void Read(Pending pending)
    {
        if (++pending.Attempts > options.Attempts)
        {
            pending.Fail(new LogUnavailableException("The command's streams changed too often while it was decided."));
            return;
        }

        decider.PrepareReading(pending);
        read(pending);
    }

    private void Settle(AppendAnswer answer)
    {
        if (answer.Statuses is null)
        {
            batch.Proves();
        }
        else
        {
            ForgetLosers(answer.Statuses);
        }

        for (var i = 0; i < batch.Streams.Count; i++)
        {
            decider.Settle(batch.Streams[i], answer.Versions?[i], batch.StreamExpected[i]);
        }

        RememberKeys(answer);
        Tell(answer);
    }

    private void Tell(AppendAnswer answer)
    {
        var chain = default(PendingChain);
        for (var i = 0; i < batch.Commands.Count; i++)
        {
            var pending = batch.Commands[i];
            if (answer.Positions[i] is { } position && pending.TryFix(new CommandResult.Accepted(
                (CommandOutcome)batch.Outcomes[i], position, pending.Made, Repeated: false)))
            {
                chain.Add(pending);
            }
        }

        chain.Tell();
    }

    /// <summary>What a loser would have written is not there: its streams' states are not what is stored.</summary>
    private void ForgetLosers(short[] statuses)
    {
        for (var i = 0; i < batch.CheckCommands.Count; i++)
        {
            var status = (AppendStatus)statuses[batch.CheckCommands[i] - 1];
            if (status != AppendStatus.Stored)
            {
                batch.Streams[batch.CheckStreams[i] - 1].IsLate = true;
            }
        }

        for (var i = 0; i < batch.KeyCommands.Count; i++)
        {
            if ((AppendStatus)statuses[batch.KeyCommands[i] - 1] == AppendStatus.KeyGone)
            {
                decider.ForgetKey(batch.KeyPeople[i]);
            }
        }

        for (var i = 0; i < statuses.Length; i++)
        {
            if ((AppendStatus)statuses[i] != AppendStatus.Stored)
            {
                readAfter.Add(batch.Commands[i]);
            }
        }
    }

    private void RememberKeys(AppendAnswer answer)
    {
        foreach (var command in batch.NewKeyCommands)
        {
            if (answer.Positions[command - 1] is not null && batch.Commands[command - 1].NewKey is { } key)
            {
                decider.Remember(key);
            }
        }

        foreach (var person in batch.ErasedPeople)
        {
            decider.ForgetKey(person);
        }
    }

    /// <summary>Nothing of the batch is stored: the halves are decided again, until the culprit stands alone.</summary>
    private async ValueTask HalveAsync(Exception refusal, CancellationToken stop)
    {
        foreach (var stream in batch.Streams)
        {
            stream.Current = stream.Known;
        }

        var refused = batch.Commands.ToArray();
        if (refusal is not PostgresException)
        {
            LeaveBatch();
        }

        SendToReader();
        if (refused.Length == 1)
        {
            refused[0].Fail(refusal);
            return;
        }

        var half = refused.Length / 2;
        await CommitAsync(refused[..half], stop);
        await CommitAsync(refused[half..], stop);
    }

    /// <summary>
    /// The log did not answer, or not to the end. Every command goes into a call again: the server finds by its id
    /// whether it is stored already. Those who wait too long are told so meanwhile.
    /// </summary>
    private async ValueTask TryAgainAsync(Exception exception, CancellationToken stop)
    {
        var uncertain = exception is not PostgresException refusal || LogFaults.EndsConnection(refusal);
        foreach (var stream in batch.Streams)
        {
            stream.Current = stream.Known;
            if (uncertain)
            {
                decider.Forget(stream);
            }
        }

        foreach (var pending in batch.Commands)
        {
            pending.Uncertain |= uncertain;
            again.Enqueue(pending);
        }

        if (uncertain)
        {
            LeaveBatch();
        }

        SendToReader();
        await Task.Delay(LogFaults.Pause, stop);
    }

    private void LeaveBatch()
    {
        batch = batch.Successor();
        call.Use(batch);
        decider.Use(batch);
    }
}
