using Npgsql;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>The streams of one read, each once, and their states as they are folded.</summary>
internal sealed class StreamsToRead
{
    private readonly Dictionary<string, int> ordinals = [];
    private readonly List<StreamFold> folds = [];
    private readonly List<StreamState?> states = [];
    private readonly Dictionary<int, Exception> faults = [];

    public List<string> Names { get; } = [];

    /// <summary>The versions after which events are read.</summary>
    public List<long> After { get; } = [];

    /// <summary>Adds a command's streams; of two bases of one stream the newer counts.</summary>
    public void Add(Pending pending)
    {
        var uses = pending.Request.Streams;
        for (var i = 0; i < uses.Count; i++)
        {
            var known = pending.Bases?[i];
            if (!ordinals.TryGetValue(uses[i].Name.Value, out var ordinal))
            {
                ordinal = Names.Count;
                ordinals.Add(uses[i].Name.Value, ordinal);
                Names.Add(uses[i].Name.Value);
                folds.Add(uses[i].Fold);
                states.Add(known);
                After.Add(known?.Version ?? 0);
            }
            else if (known?.Version > After[ordinal])
            {
                states[ordinal] = known;
                After[ordinal] = known.Value.Version;
            }
        }
    }

    /// <summary>For streams of which nothing is known: the state that a projection keeps, where one does.</summary>
    public async ValueTask ReadSnapshotsAsync(
        NpgsqlConnection connection, IReadOnlyDictionary<string, SnapshotReader> readers, CancellationToken ct)
    {
        foreach (var (streamType, read) in readers)
        {
            var names = new List<string>();
            for (var i = 0; i < Names.Count; i++)
            {
                if (states[i] is null && folds[i].StreamType == streamType)
                {
                    names.Add(Names[i]);
                }
            }

            if (names.Count == 0)
            {
                continue;
            }

            foreach (var (name, snapshot) in await read(connection, names, ct))
            {
                var ordinal = ordinals[name];
                states[ordinal] = new StreamState(snapshot.State, snapshot.Version);
                After[ordinal] = snapshot.Version;
            }
        }
    }

    /// <summary>Folds the rows of <c>read_events_after.sql</c>.</summary>
    public async ValueTask FoldAsync(NpgsqlDataReader reader, EventCodec codec, CancellationToken ct)
    {
        while (await reader.ReadAsync(ct))
        {
            var ordinal = (int)reader.GetInt64(0) - 1;
            if (faults.ContainsKey(ordinal))
            {
                continue;
            }

            try
            {
                var data = codec.Decode(reader.GetString(2), reader.GetFieldValue<byte[]>(3));
                var state = states[ordinal]?.State ?? folds[ordinal].Initial;
                states[ordinal] = new StreamState(folds[ordinal].Evolve(state, data), reader.GetInt64(1));
            }
            catch (Exception exception) when (exception is not NpgsqlException)
            {
                faults.Add(ordinal, exception);
            }
        }
    }

    /// <summary>Gives a command its states, or the fault of a stream that could not be folded.</summary>
    public void HandOut(Pending pending)
    {
        var uses = pending.Request.Streams;
        var read = new StreamState[uses.Count];
        for (var i = 0; i < read.Length; i++)
        {
            var ordinal = ordinals[uses[i].Name.Value];
            if (faults.TryGetValue(ordinal, out var fault))
            {
                pending.Fail(fault);
                return;
            }

            read[i] = states[ordinal] ?? new StreamState(folds[ordinal].Initial, 0);
        }

        pending.Read = read;
    }
}
