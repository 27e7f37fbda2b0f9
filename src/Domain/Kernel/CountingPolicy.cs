namespace HotMess.Domain.Kernel;

/// <summary>How often something happened for one person.</summary>
/// <param name="Total">Ever.</param>
/// <param name="Day">The newest day with one, in days since 1970-01-01 UTC.</param>
/// <param name="Today">How many on that day.</param>
public readonly record struct Tally(long Total, long Day, long Today)
{
    /// <summary>With one more at a time; times never fall along the log.</summary>
    public Tally After(DateTimeOffset time)
    {
        var day = (time.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerDay;
        return new(Total + 1, day, day == Day ? Today + 1 : 1);
    }
}

/// <summary>
/// From how often something happened for a person to commands: pure, and where most events lead to none, none of them
/// costs a command. The counts are a fold of the log, moved with the position to which they count.
/// </summary>
public sealed class CountingPolicy
{
    private readonly Func<object, IEnumerable<PersonId>> people;
    private readonly Func<object, PersonId, Tally, IEnumerable<Reaction>> react;

    private CountingPolicy(
        string name,
        Type handles,
        Func<object, IEnumerable<PersonId>> people,
        Func<object, PersonId, Tally, IEnumerable<Reaction>> react) =>
        (Name, Handles, this.people, this.react) = (name, handles, people, react);

    /// <summary>lower_snake_case. Permanent: the ids of its commands are made from it.</summary>
    public string Name { get; }

    /// <summary>The event that it counts.</summary>
    public Type Handles { get; }

    /// <summary>A policy on one type of event.</summary>
    /// <param name="name">Permanent.</param>
    /// <param name="people">For whom an event counts, once each.</param>
    /// <param name="react">What follows from it for one of them, whose count includes it.</param>
    public static CountingPolicy Of<TEvent>(
        string name,
        Func<TEvent, IEnumerable<PersonId>> people,
        Func<TEvent, PersonId, Tally, IEnumerable<Reaction>> react)
        where TEvent : class =>
        new(name, typeof(TEvent), data => people((TEvent)data), (data, who, tally) => react((TEvent)data, who, tally));

    /// <summary>For whom an event of the type that it handles counts.</summary>
    public IEnumerable<PersonId> PeopleOf(object data) => people(data);

    /// <summary>The commands that follow from it for one of them.</summary>
    public IEnumerable<Reaction> React(object data, PersonId person, Tally tally) => react(data, person, tally);
}
