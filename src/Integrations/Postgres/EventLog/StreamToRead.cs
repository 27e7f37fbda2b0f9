namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>A stream on its way from the database into memory.</summary>
internal sealed class StreamToRead(string name, StreamFold fold)
{
    public string Name { get; } = name;

    public StreamFold Fold { get; } = fold;

    /// <summary>A read came not to its end: the next one asks for its snapshot first.</summary>
    public bool IsLong { get; set; }

    /// <summary>How many were read.</summary>
    public long Events { get; private set; }

    /// <summary>As far as it is folded; null where nothing is known and nothing was found.</summary>
    public StreamState? State { get; private set; }

    /// <summary>Why it could not be folded.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Begins after a state that is known; of two the newer counts.</summary>
    public void Begin(StreamState? known)
    {
        if (known?.Version > (State?.Version ?? 0))
        {
            State = known;
        }
    }

    /// <summary>Takes the next event.</summary>
    public void Add(long version, string type, byte[] data, EventCodec codec)
    {
        Events++;
        if (Fault is not null)
        {
            return;
        }

        try
        {
            var state = Fold.Evolve(State?.State ?? Fold.Initial, codec.Decode(type, data));
            State = new StreamState(state, version);
        }
        catch (Exception exception)
        {
            Fault = exception;
        }
    }

    /// <summary>Whether there may be more of it than the <paramref name="most"/> that were asked for.</summary>
    public bool IsBegun(long most) => Events >= most && Fault is null;
}

/// <summary>
/// States of streams that a read came not to the end of: whoever comes again for one goes on from there.
/// </summary>
internal sealed class BegunStreams
{
    // They are needed only until the commands that wait for them come again.
    private const int Most = 64;

    private readonly Dictionary<string, StreamState> states = [];

    public StreamState? Find(string name) => states.TryGetValue(name, out var state) ? state : null;

    public void Keep(StreamToRead stream)
    {
        if (states.Count >= Most && !states.ContainsKey(stream.Name))
        {
            states.Clear();
        }

        states[stream.Name] = stream.State!.Value;
    }

    public void Drop(StreamToRead stream) => states.Remove(stream.Name);
}
