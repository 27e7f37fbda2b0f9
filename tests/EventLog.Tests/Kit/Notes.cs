using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;

namespace HotMess.EventLog.Tests.Kit;

/// <summary>A small domain for the log alone: a note has a text and counts what was written into it.</summary>
internal sealed record NoteWritten(long Number, string Text);

internal sealed record NoteClosed(long Number);

internal sealed record NoteReopened(long Number);

/// <summary>A note whose text belongs to a person.</summary>
internal sealed record SecretWritten(PersonId Owner, SealedText? Text, SealedText? Subject) : ISealing
{
    public PersonId SealedFor => Owner;

    public IReadOnlyList<SealedText?> Sealed => [Text, Subject];

    public object WithSealed(IReadOnlyList<SealedText?> values) => this with { Text = values[0], Subject = values[1] };
}

internal sealed record Note(long Count, bool Closed) : IFolded<Note>
{
    public static string StreamType => "note";

    public static Note Initial { get; } = new(0, false);

    public static Note Evolve(Note state, object @event) => @event switch
    {
        NoteWritten => state with { Count = state.Count + 1 },
        SecretWritten => state with { Count = state.Count + 1 },
        NoteClosed => state with { Closed = true },
        NoteReopened => state with { Closed = false },
        _ => throw new UnknownEventException(typeof(Note), @event),
    };
}

internal static class Notes
{
    public static readonly Rejection Closed = new("note_closed", RejectionKind.Conflict, "The note is closed.");

    public static IReadOnlyList<EventContract> Contracts { get; } =
    [
        new(typeof(NoteWritten), "note_written", "note"),
        new(typeof(NoteClosed), "note_closed", "note"),
        new(typeof(NoteReopened), "note_reopened", "note"),
        new(typeof(SecretWritten), "secret_written", "note"),
    ];

    public static StreamName Stream(string name) => new("note-" + name);

    /// <summary>Writes one more line, numbered by what is there already.</summary>
    public static CommandRequest Write(
        string note, string text = "hello", string? id = null, PersonId? subject = null) => new(
        Key(id), subject, Input("write " + note + " " + text), [StreamUse.Of<Note>(Stream(note))],
        (states, _) => states.Get<Note>(0) is { Closed: false } open
            ? Decision.Append(Stream(note), new NoteWritten(open.Count + 1, text)).Telling("note_id", NoteId(note))
            : Decision.Reject(Closed));

    /// <summary>Closes a note; again is nothing.</summary>
    public static CommandRequest Close(string note, string? id = null) => new(
        Key(id), null, Input("close " + note), [StreamUse.Of<Note>(Stream(note))],
        (states, _) => states.Get<Note>(0) is { Closed: true }
            ? Decision.Nothing()
            : Decision.Append(Stream(note), new NoteClosed(states.Get<Note>(0).Count)));

    /// <summary>Opens a closed note again.</summary>
    public static CommandRequest Reopen(string note) => new(
        Key(null), null, Input("reopen " + note), [StreamUse.Of<Note>(Stream(note))],
        (states, _) => Decision.Append(Stream(note), new NoteReopened(states.Get<Note>(0).Count)));

    /// <summary>Writes into one note unless another, which is only read, is closed.</summary>
    public static CommandRequest WriteUnlessClosed(string note, string read, string? id = null) => new(
        Key(id), null, Input("write " + note + " unless " + read),
        [StreamUse.Of<Note>(Stream(note), usuallyNew: true), StreamUse.Of<Note>(Stream(read))],
        (states, _) => states.Get<Note>(1).Closed
            ? Decision.Reject(Closed)
            : Decision.Append(Stream(note), new NoteWritten(states.Get<Note>(0).Count + 1, "both")));

    /// <summary>Writes into two notes at once.</summary>
    public static CommandRequest WriteBoth(string one, string other) => new(
        Key(null), null, Input("both"), [StreamUse.Of<Note>(Stream(one)), StreamUse.Of<Note>(Stream(other))],
        (states, _) => Decision.Append(
        [
            new NewEvent(Stream(one), new NoteWritten(states.Get<Note>(0).Count + 1, "one")),
            new NewEvent(Stream(other), new NoteWritten(states.Get<Note>(1).Count + 1, "other")),
        ]));

    /// <summary>Writes a text sealed under its owner's key; the first makes the key.</summary>
    public static CommandRequest Secret(string note, PersonId owner, string text, bool first, string? id = null) => new(
        Key(id), owner, Input("secret " + note + " " + text), [StreamUse.Of<Note>(Stream(note))],
        (_, _) => Decision.Append(Stream(note), new SecretWritten(owner, SealedText.Of(text), null)))
    {
        NewSubject = first ? owner : null,
    };

    /// <summary>Writes or removes a companion beside one more line; writes nothing where the note is closed.</summary>
    public static CommandRequest Accompany(
        string note, PersonId person, string kind, string? body, string? id = null) => new(
            Key(id), null, Input("accompany " + note), [StreamUse.Of<Note>(Stream(note))],
            (states, _) => states.Get<Note>(0) is { Closed: false } open
                ? Decision.Append(Stream(note), new NoteWritten(open.Count + 1, "with company"))
                : Decision.Nothing())
        {
            Companions = _ => [new Companion(person, kind, body is null ? null : Input(body))],
        };

    /// <summary>Destroys a person's keys, companions and texts.</summary>
    public static CommandRequest Erase(string note, PersonId owner) => new(
        Key(null), owner, Input("erase"), [StreamUse.Of<Note>(Stream(note))],
        (states, _) => Decision.Append(Stream(note), new NoteClosed(states.Get<Note>(0).Count)))
    {
        ErasedSubject = owner,
    };

    public static CommandKey Key(string? id) => CommandKey.Of("tester", id ?? Guid.CreateVersion7().ToString());

    public static byte[] Input(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    public static ThreadId NoteId(string note) => new(DerivedId.OfPair(note, default, default));
}
