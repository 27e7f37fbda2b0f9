using HotMess.Domain.Kernel;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>
/// Turns one decision into encoded events and the states after them, without touching what is remembered.
/// </summary>
internal sealed class CommandEncoder
{
    private readonly EventCodec codec;
    private readonly Pending pending;
    private readonly CachedStream[] used;
    private readonly Func<Guid, PersonKey?> keyOf;
    private readonly DecisionTime now;
    private readonly StreamState[] after;
    private readonly List<EncodedEvent> events = [];

    public CommandEncoder(
        EventCodec codec, Pending pending, CachedStream[] used, Func<Guid, PersonKey?> keyOf, DecisionTime now)
    {
        (this.codec, this.pending, this.used, this.keyOf, this.now) = (codec, pending, used, keyOf, now);
        after = Array.ConvertAll(used, stream => stream.Current);
    }

    public IReadOnlyList<EncodedEvent> Events => events;

    /// <summary>Each stream once, with the number of events that are added to it.</summary>
    public IReadOnlyList<(CachedStream Stream, int Writes)> Streams
    {
        get
        {
            var streams = new (CachedStream, int)[used.Length];
            for (var i = 0; i < used.Length; i++)
            {
                streams[i] = (used[i], (int)(after[i].Version - used[i].Current.Version));
            }

            return streams;
        }
    }

    /// <summary>False where an event is sealed for a person whose key is not at hand.</summary>
    public bool TryEncode(Decision decision, out Guid missing)
    {
        missing = Guid.Empty;
        foreach (var added in decision.Events)
        {
            var data = added.Data;
            var id = Guid.CreateVersion7(now.Now);
            IReadOnlyList<SealedField> fields = [];
            if (data is ISealing sealing)
            {
                if (keyOf(sealing.SealedFor.Value) is not { } key)
                {
                    missing = sealing.SealedFor.Value;
                    return false;
                }

                (data, fields) = Seal(sealing, id, key);
            }

            Encode(added.Stream, data, id, fields);
        }

        return true;
    }

    /// <summary>The streams' current states become those after the events.</summary>
    public void MoveStates()
    {
        for (var i = 0; i < used.Length; i++)
        {
            if (after[i].Version > used[i].Current.Version)
            {
                used[i].Current = after[i];
            }
        }
    }

    private void Encode(StreamName name, object data, Guid id, IReadOnlyList<SealedField> fields)
    {
        var index = Array.FindIndex(used, stream => stream.Name == name.Value);
        if (index < 0)
        {
            throw new InvalidOperationException($"The command writes to {name} without having read it.");
        }

        var stored = codec.TypeOf(data);
        var version = after[index].Version + 1;
        var json = codec.Encode(data, stored);
        var hash = codec.BodyHash(pending.Request.Causation, json, id, name.Value, stored.Name, version);
        events.Add(new EncodedEvent(used[index], id, version, stored, json, hash, fields));
        after[index] = new StreamState(used[index].Fold.Evolve(after[index].State, data), version);
    }

    private static (object Data, IReadOnlyList<SealedField> Fields) Seal(ISealing sealing, Guid id, PersonKey key)
    {
        var texts = sealing.Sealed;
        var digests = new SealedText?[texts.Count];
        var fields = new List<SealedField>(texts.Count);
        for (var i = 0; i < digests.Length; i++)
        {
            if (texts[i] is not { } text)
            {
                continue;
            }

            var plain = text.Text ?? throw new InvalidOperationException("A sealed text must be given in the clear.");
            var envelope = key.Seal(id, (byte)i, plain);
            fields.Add(new SealedField((byte)i, key, envelope));
            digests[i] = PersonKey.Digest(envelope);
        }

        return (sealing.WithSealed(digests), fields);
    }
}
