using HotMess.Domain.Kernel;

namespace HotMess.Domain.Accounts;

/// <summary>The sessions of one person that have not ended, oldest first.</summary>
public sealed record PersonSessions(IReadOnlyList<SessionId> Live) : IFolded<PersonSessions>
{
    /// <summary>So many sessions a person has at once; one more ends the oldest.</summary>
    public const int Most = 50;

    /// <inheritdoc />
    public static string StreamType => SessionEvents.Sessions;

    /// <inheritdoc />
    public static PersonSessions Initial { get; } = new([]);

    /// <inheritdoc />
    public static PersonSessions Evolve(PersonSessions state, object @event) => @event switch
    {
        SessionOpened e => new PersonSessions([.. state.Live, e.Session]),
        SessionEnded e => new PersonSessions([.. state.Live.Where(session => session != e.Session)]),
        _ => throw new UnknownEventException(typeof(PersonSessions), @event),
    };

    /// <summary>The events that open a session, ending the oldest where there are too many.</summary>
    internal IEnumerable<NewEvent> Opening(PersonId person, SessionId session)
    {
        var stream = StreamName.Sessions(person);
        foreach (var oldest in Live.Take(Live.Count - Most + 1))
        {
            yield return new(stream, new SessionEnded(null, person, oldest, SessionEndReason.CrowdedOut));
        }

        yield return new(stream, new SessionOpened(person, person, session));
    }
}
