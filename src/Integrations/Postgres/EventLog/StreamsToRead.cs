using Npgsql;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>
/// The streams of one read, each once, and their states as they are folded: to their end, or as far as one read goes.
/// </summary>
/// <param name="events">Most events of all together, but at least <see cref="Fewest"/> of each.</param>
/// <param name="first">Most of one that is not known to be long.</param>
/// <param name="begun">What an earlier read came not to the end of: these are long.</param>
internal sealed class StreamsToRead(int events, int first, BegunStreams begun)
{
    private const int Fewest = 64;

    private readonly Dictionary<string, StreamToRead> byName = [];
    private readonly List<StreamToRead> streams = [];

    public List<string> Names => streams.ConvertAll(stream => stream.Name);

    /// <summary>The versions after which events are read.</summary>
    public List<long> After => streams.ConvertAll(stream => stream.State?.Version ?? 0);

    /// <summary>The most events of each that are read.</summary>
    public List<long> Most => streams.ConvertAll(MostOf);

    /// <summary>Adds a command's streams.</summary>
    public void Add(Pending pending)
    {
        var uses = pending.Request.Streams;
        for (var i = 0; i < uses.Count; i++)
        {
            var name = uses[i].Name.Value;
            if (!byName.TryGetValue(name, out var stream))
            {
                stream = new StreamToRead(name, uses[i].Fold);
                if (begun.Find(name) is { } state)
                {
                    stream.Begin(state);
                    stream.IsLong = true;
                }

                byName.Add(name, stream);
                streams.Add(stream);
            }

            stream.Begin(pending.Bases?[i]);
            stream.IsLong |= pending.Begun?[i] == true;
        }
    }

    /// <summary>For streams that are long: the state that was kept of one, where it is further.</summary>
    public async ValueTask ReadSnapshotsAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var kept = streams.FindAll(stream => stream.IsLong);
        if (kept.Count == 0)
        {
            return;
        }

        var found = await Snapshots.ReadAsync(connection, kept.ConvertAll(stream => stream.Name), ct);
        foreach (var snapshot in found)
        {
            var stream = byName[snapshot.Stream];
            stream.Begin(snapshot.StateFor(stream.Fold));
        }
    }

    /// <summary>Folds the rows of <c>read_events_after.sql</c>; what they made longer may be worth keeping.</summary>
    public async ValueTask FoldAsync(
        NpgsqlDataReader reader, EventCodec codec, Snapshots snapshots, CancellationToken ct)
    {
        while (await reader.ReadAsync(ct))
        {
            streams[(int)reader.GetInt64(0) - 1].Add(
                reader.GetInt64(1), reader.GetString(2), reader.GetFieldValue<byte[]>(3), codec);
        }

        foreach (var stream in streams)
        {
            if (stream.State is { } state)
            {
                snapshots.Offer(stream.Name, stream.Fold, state.Version - stream.Events, state);
            }

            if (stream.IsBegun(MostOf(stream)))
            {
                begun.Keep(stream);
            }
            else
            {
                begun.Drop(stream);
            }
        }
    }

    /// <summary>Whether all of a command's streams are read to their end.</summary>
    public bool IsRead(Pending pending)
    {
        foreach (var use in pending.Request.Streams)
        {
            var stream = byName[use.Name.Value];
            if (stream.IsBegun(MostOf(stream)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Lets the next read of a command's streams begin where this one ended.</summary>
    public void Continue(Pending pending)
    {
        var uses = pending.Request.Streams;
        pending.Bases = new StreamState?[uses.Count];
        pending.Begun = new bool[uses.Count];
        for (var i = 0; i < uses.Count; i++)
        {
            var stream = byName[uses[i].Name.Value];
            (pending.Bases[i], pending.Begun[i]) = (stream.State, stream.IsBegun(MostOf(stream)));
        }
    }

    /// <summary>Gives a command its states, or the fault of a stream that could not be folded.</summary>
    public void HandOut(Pending pending)
    {
        var uses = pending.Request.Streams;
        var read = new StreamState[uses.Count];
        for (var i = 0; i < read.Length; i++)
        {
            var stream = byName[uses[i].Name.Value];
            if (stream.Fault is { } fault)
            {
                pending.Fail(fault);
                return;
            }

            read[i] = stream.State ?? new StreamState(stream.Fold.Initial, 0);
        }

        pending.Read = read;
    }

    // A stream beside a long one is still read as one that may be long itself.
    private long MostOf(StreamToRead stream)
    {
        var share = Math.Max(Fewest, events / streams.Count);
        return stream.IsLong ? share : Math.Min(share, first);
    }
}
