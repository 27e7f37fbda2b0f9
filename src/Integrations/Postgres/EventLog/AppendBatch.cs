namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>The arrays of one call of <c>log.append</c>; filled, sent, and filled again.</summary>
internal sealed class AppendBatch(long number = 0)
{
    private readonly HashSet<CommandKey> keys = [];
    private readonly List<PersonKey> relied = [];
    private long number = number;

    public List<Pending> Commands { get; } = [];

    public List<CachedStream> Streams { get; } = [];

    /// <summary>Bytes of input and data.</summary>
    public int Bytes { get; private set; }

    public List<string> StreamNames { get; } = [];

    public List<string> StreamTypes { get; } = [];

    public List<long> StreamExpected { get; } = [];

    public List<int> StreamWrites { get; } = [];

    public List<byte[]> Keys { get; } = [];

    public List<byte[]> Inputs { get; } = [];

    public List<Guid?> Subjects { get; } = [];

    public List<short> Outcomes { get; } = [];

    public List<string?> Made { get; } = [];

    /// <summary>Events of the batch up to and with each command.</summary>
    public List<int> EventsReached { get; } = [];

    public List<int> CheckCommands { get; } = [];

    public List<int> CheckStreams { get; } = [];

    public List<int> CheckWrites { get; } = [];

    public List<int> EventCommands { get; } = [];

    public List<Guid> EventIds { get; } = [];

    public List<int> EventStreams { get; } = [];

    public List<long> EventVersions { get; } = [];

    public List<string> EventTypes { get; } = [];

    public List<string> EventDotNetTypes { get; } = [];

    public List<byte[]> EventData { get; } = [];

    public List<string?> EventCausations { get; } = [];

    public List<byte[]> EventBodies { get; } = [];

    public List<int> KeyCommands { get; } = [];

    public List<Guid> KeyPeople { get; } = [];

    public List<short> KeyNumbers { get; } = [];

    public List<int> FieldEvents { get; } = [];

    public List<short> FieldNumbers { get; } = [];

    public List<Guid> FieldPeople { get; } = [];

    public List<byte[]> FieldEnvelopes { get; } = [];

    public List<int> NewKeyCommands { get; } = [];

    public List<Guid> NewKeyPeople { get; } = [];

    public List<short> NewKeyNumbers { get; } = [];

    public List<byte[]> NewKeysWrapped { get; } = [];

    public List<int> CompanionCommands { get; } = [];

    public List<Guid> CompanionPeople { get; } = [];

    public List<string> CompanionKinds { get; } = [];

    public List<byte[]?> CompanionBodies { get; } = [];

    public List<int> ErasedCommands { get; } = [];

    public List<Guid> ErasedPeople { get; } = [];

    public bool Holds(CommandKey key) => keys.Contains(key);

    /// <summary>
    /// Whether a command of this batch reads or writes the stream, so that its current state is not yet stored.
    /// </summary>
    public bool Uses(CachedStream stream) => stream.Batch == number;

    /// <summary>
    /// Whether a command relies on a state or a key that was not proven by a batch before. What it writes to is proven
    /// by the write.
    /// </summary>
    public bool ReliesOnUnchecked
    {
        get
        {
            for (var i = 0; i < Streams.Count; i++)
            {
                if (Streams[i].IsUnchecked && StreamWrites[i] == 0)
                {
                    return true;
                }
            }

            return relied.Exists(key => key.IsUnchecked);
        }
    }

    /// <summary>An empty one to go on with, where something may still be reading this one's arrays.</summary>
    public AppendBatch Successor() => new(number + 1);

    /// <summary>Empties it; forgets which streams it used.</summary>
    public void Clear()
    {
        number++;
        keys.Clear();
        relied.Clear();
        Commands.Clear();
        Streams.Clear();
        Bytes = 0;
        Clear(StreamNames, StreamTypes, StreamExpected, StreamWrites);
        Clear(Keys, Inputs, Subjects, Outcomes, Made, EventsReached);
        Clear(CheckCommands, CheckStreams, CheckWrites);
        Clear(EventCommands, EventIds, EventStreams, EventVersions, EventTypes, EventDotNetTypes, EventData);
        Clear(EventCausations, EventBodies);
        Clear(KeyCommands, KeyPeople, KeyNumbers);
        Clear(FieldEvents, FieldNumbers, FieldPeople, FieldEnvelopes);
        Clear(CompanionCommands, CompanionPeople, CompanionKinds, CompanionBodies);
        Clear(NewKeyCommands, NewKeyPeople, NewKeyNumbers, NewKeysWrapped, ErasedCommands, ErasedPeople);
    }

    /// <summary>The batch is stored, whole: what it relied on was so.</summary>
    public void Proves()
    {
        foreach (var stream in Streams)
        {
            stream.IsUnchecked = false;
        }

        foreach (var key in relied)
        {
            key.IsUnchecked = false;
        }
    }

    /// <summary>Adds a command behind the others.</summary>
    public void Add(DecidedCommand decided)
    {
        var request = decided.Pending.Request;
        keys.Add(request.Key);
        decided.Pending.Ordinal = Commands.Count;
        Commands.Add(decided.Pending);
        Keys.Add(request.Key.Hash);
        Inputs.Add(decided.InputHash);
        Subjects.Add(decided.Subject?.Person);
        Outcomes.Add((short)(decided.Events.Count > 0 ? CommandOutcome.Accepted : CommandOutcome.Unchanged));
        Made.Add(decided.Made);
        EventsReached.Add((EventsReached.Count == 0 ? 0 : EventsReached[^1]) + decided.Events.Count);
        Bytes += request.Input.Length;
        foreach (var (stream, writes) in decided.Streams)
        {
            AddStream(stream, writes);
        }

        foreach (var @event in decided.Events)
        {
            AddEvent(@event, request.Causation);
        }

        AddKeys(decided, request);
        AddCompanions(decided.Companions);
    }

    private void AddStream(CachedStream stream, int writes)
    {
        if (stream.Batch != number)
        {
            stream.Batch = number;
            Streams.Add(stream);
            stream.Ordinal = Streams.Count;
            StreamNames.Add(stream.Name);
            StreamTypes.Add(stream.Fold.StreamType);
            StreamExpected.Add(stream.Known.Version);
            StreamWrites.Add(0);
        }

        StreamWrites[stream.Ordinal - 1] += writes;
        CheckCommands.Add(Commands.Count);
        CheckStreams.Add(stream.Ordinal);
        CheckWrites.Add(writes);
    }

    private void AddEvent(EncodedEvent @event, string? causation)
    {
        EventCommands.Add(Commands.Count);
        EventIds.Add(@event.Id);
        EventStreams.Add(@event.Stream.Ordinal);
        EventVersions.Add(@event.Version);
        EventTypes.Add(@event.Type.Name);
        EventDotNetTypes.Add(@event.Type.DotNetType);
        EventData.Add(@event.Data);
        EventCausations.Add(causation);
        EventBodies.Add(@event.BodyHash);
        Bytes += @event.Data.Length;
        foreach (var field in @event.Fields)
        {
            FieldEvents.Add(EventIds.Count);
            FieldNumbers.Add(field.Number);
            FieldPeople.Add(field.Key.Person);
            FieldEnvelopes.Add(field.Envelope);
            Bytes += field.Envelope.Length;
        }
    }

    private void AddKeys(DecidedCommand decided, CommandRequest request)
    {
        var made = decided.Events.Count > 0 ? decided.NewKey : null;
        if (made is not null)
        {
            NewKeyCommands.Add(Commands.Count);
            NewKeyPeople.Add(made.Person);
            NewKeyNumbers.Add(made.Number);
            NewKeysWrapped.Add(made.Wrapped);
        }

        Rely(decided.Subject, made);
        foreach (var @event in decided.Events)
        {
            foreach (var field in @event.Fields)
            {
                Rely(field.Key, made);
            }
        }

        if (request.ErasedSubject is { } erased)
        {
            ErasedCommands.Add(Commands.Count);
            ErasedPeople.Add(erased.Value);
        }
    }

    private void AddCompanions(IReadOnlyList<Companion> companions)
    {
        for (var i = 0; i < companions.Count; i++)
        {
            CompanionCommands.Add(Commands.Count);
            CompanionPeople.Add(companions[i].Person.Value);
            CompanionKinds.Add(companions[i].Kind);
            CompanionBodies.Add(companions[i].Body);
            Bytes += companions[i].Body?.Length ?? 0;
        }
    }

    private void Rely(PersonKey? key, PersonKey? made)
    {
        var last = KeyPeople.Count - 1;
        if (key is null || key == made
            || (last >= 0 && KeyCommands[last] == Commands.Count && KeyPeople[last] == key.Person))
        {
            return;
        }

        KeyCommands.Add(Commands.Count);
        KeyPeople.Add(key.Person);
        KeyNumbers.Add(key.Number);
        relied.Add(key);
    }

    private static void Clear(params ReadOnlySpan<System.Collections.IList> lists)
    {
        foreach (var list in lists)
        {
            list.Clear();
        }
    }
}
