using System.Security.Cryptography;
using HotMess.Domain.Kernel;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>What the appender does with a command before it can be stored.</summary>
internal enum Verdict
{
    /// <summary>It is in the batch.</summary>
    Added,

    /// <summary>It has been answered.</summary>
    Answered,

    /// <summary>States or keys must be read first; nothing that it needs is in the batch.</summary>
    Read,

    /// <summary>
    /// It must be read, but after the batch: a rejection on states that are not stored yet, or a repeated id.
    /// </summary>
    ReadAfterBatch,
}

/// <summary>
/// Decides commands one after another on the states that the appender remembers. Belongs to the appender's loop.
/// </summary>
internal sealed class CommandDecider(
    EventLogOptions options, MasterKey master, Snapshots snapshots, AppendBatch batch)
{
    private AppendBatch batch = batch;

    private static readonly Rejection NoKey =
        new("person_has_no_key", RejectionKind.Gone, "The person's sealed texts can no longer be written.");

    private readonly EventCodec codec = new(options.Contracts);
    private readonly GenerationCache<string, CachedStream> streams = new(options.CachedStreams);
    private readonly GenerationCache<Guid, PersonKey> keys = new(options.CachedKeys);

    /// <summary>Puts commands into this batch from now on.</summary>
    public void Use(AppendBatch next) => batch = next;

    /// <summary>Between batches: forgets what was not used for long.</summary>
    public void Trim()
    {
        streams.Trim();
        keys.Trim();
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        streams.Clear();
        keys.Clear();
    }

    /// <summary>Forgets a stream of which less may be stored than is remembered.</summary>
    public void Forget(CachedStream stream) => streams.Remove(stream.Name);

    /// <summary>After a batch: remembers what it made of a stream, where anybody may come back to it.</summary>
    public void Settle(CachedStream stream, long? stored, long expected)
    {
        var before = stream.Known.Version;
        if (!stream.Settles(stored, expected) || (stream.IsOnce && stream.Known.Version > 0))
        {
            Forget(stream);
            return;
        }

        snapshots.Offer(stream.Name, stream.Fold, before, stream.Known);
    }

    /// <summary>Forgets a key that is gone.</summary>
    public void ForgetKey(Guid person) => keys.Remove(person);

    /// <summary>Remembers a key that was stored.</summary>
    public void Remember(PersonKey key) => keys.Set(key.Person, key);

    /// <summary>Decides one command and puts it into the batch if it can be stored.</summary>
    public Verdict Take(Pending pending)
    {
        if (pending.IsAnswered)
        {
            return Verdict.Answered;
        }

        if (batch.Holds(pending.Request.Key))
        {
            return Verdict.ReadAfterBatch;
        }

        try
        {
            return TakeUnchecked(pending);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            pending.Fail(exception);
            return Verdict.Answered;
        }
    }

    /// <summary>Lets a command be read: what is stored of its streams is where the reader starts.</summary>
    public void PrepareReading(Pending pending)
    {
        var uses = pending.Request.Streams;
        pending.Bases = new StreamState?[uses.Count];
        (pending.Begun, pending.Read) = (null, null);
        for (var i = 0; i < uses.Count; i++)
        {
            if (streams.TryGet(uses[i].Name.Value, out var stream))
            {
                pending.Bases[i] = stream.Known;
            }
        }
    }

    private Verdict TakeUnchecked(Pending pending)
    {
        var now = Now();
        if (pending.Read is { } read)
        {
            var states = Array.ConvertAll(read, state => state.State);
            if (pending.Request.Decide(new StreamStates(states), now).Rejection is { } rejection)
            {
                pending.Answer(new CommandResult.Rejected(rejection));
                return Verdict.Answered;
            }
        }

        Adopt(pending);
        if (Find(pending) is not { } used || !HasKeys(pending))
        {
            return Verdict.Read;
        }

        var current = new StreamStates(Array.ConvertAll(used, stream => stream.Current.State));
        var decision = pending.Request.Decide(current, now);
        if (decision.Rejection is not null)
        {
            return Verdict.ReadAfterBatch;
        }

        var adding = new CommandEncoder(codec, pending, used, key => KeyOf(pending, key), now);
        if (!adding.TryEncode(decision, out var missing))
        {
            return AskForKey(pending, missing);
        }

        var newKey = pending.Request.NewSubject is { } person ? NewKey(pending, person.Value) : null;
        Add(pending, decision, adding, newKey);
        return Verdict.Added;
    }

    private DecisionTime Now() => new(Instant.Truncate(options.Time.GetUtcNow()));

    private void Add(Pending pending, Decision decision, CommandEncoder adding, PersonKey? newKey)
    {
        var subject = SubjectKey(pending);
        if (subject is not null && subject == newKey && decision.Events.Count == 0)
        {
            subject = null;
        }

        var input = HMACSHA256.HashData((subject?.InputKey ?? master.InputKey), pending.Request.Input.Span);
        var companions = pending.Request.Companions is { } of && decision.Events.Count > 0 ? of(decision.Events) : [];
        pending.Made = decision.Made;
        batch.Add(new DecidedCommand(
            pending, adding.Streams, adding.Events, input, subject, newKey, MadeIds.Write(decision.Made), companions));
        adding.MoveStates();
    }

    /// <summary>Takes over what was read where it is newer than what is remembered.</summary>
    private void Adopt(Pending pending)
    {
        var uses = pending.Request.Streams;
        for (var i = 0; pending.Read is { } read && i < uses.Count; i++)
        {
            if (!streams.TryGet(uses[i].Name.Value, out var stream))
            {
                Remember(uses[i], read[i]);
            }
            else if (IsNews(stream, read[i]) && !batch.Uses(stream))
            {
                stream.Adopt(read[i]);
            }
        }

        if (pending.ReadKeys is { } readKeys)
        {
            foreach (var key in readKeys.Values)
            {
                keys.Set(key.Person, key);
            }
        }
    }

    private CachedStream Remember(StreamUse use, StreamState state)
    {
        var stream = new CachedStream(use.Name.Value, use.Fold, state) { IsOnce = use.UsuallyOnce };
        streams.Set(stream.Name, stream);
        return stream;
    }

    private static bool IsNews(CachedStream stream, StreamState read) =>
        stream.Known.Version < read.Version || (stream.IsLate && stream.Known.Version == read.Version);

    private CachedStream[]? Find(Pending pending)
    {
        var uses = pending.Request.Streams;
        var found = new CachedStream[uses.Count];
        for (var i = 0; i < found.Length; i++)
        {
            if (!streams.TryGet(uses[i].Name.Value, out var stream))
            {
                if (!uses[i].UsuallyNew || pending.Attempts > 0)
                {
                    return null;
                }

                stream = Remember(uses[i], new StreamState(uses[i].Fold.Initial, 0));
            }

            if (stream.IsLate)
            {
                return null;
            }

            found[i] = stream;
        }

        return found;
    }

    private bool HasKeys(Pending pending)
    {
        var request = pending.Request;
        return pending.ReadKeys is not null
            || (IsKnown(request.Subject) && IsKnown(request.NewSubject));
    }

    private bool IsKnown(PersonId? person) => person is not { } known || keys.TryGet(known.Value, out _);

    private PersonKey? SubjectKey(Pending pending) =>
        pending.Request.Subject is { } subject && subject != pending.Request.ErasedSubject
            ? KeyOf(pending, subject.Value)
            : null;

    private PersonKey? KeyOf(Pending pending, Guid person)
    {
        if (keys.TryGet(person, out var key))
        {
            return key;
        }

        return pending.Request.NewSubject?.Value == person ? NewKey(pending, person) : null;
    }

    /// <summary>The key that this command makes; null where its person already has one.</summary>
    private PersonKey? NewKey(Pending pending, Guid person)
    {
        if (keys.TryGet(person, out _))
        {
            return null;
        }

        return pending.NewKey ??= PersonKey.Draw(person, master);
    }

    private static Verdict AskForKey(Pending pending, Guid person)
    {
        if (pending.ReadKeys is not null && pending.OtherPerson == person)
        {
            pending.Answer(new CommandResult.Rejected(NoKey));
            return Verdict.Answered;
        }

        pending.OtherPerson = person;
        pending.ReadKeys = null;
        return Verdict.ReadAfterBatch;
    }
}
