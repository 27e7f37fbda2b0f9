using HotMess.Domain.Kernel;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>One command on its way into the log.</summary>
/// <param name="Key">Who sends it and under which id.</param>
/// <param name="Subject">Whose key hashes the input and seals nothing yet; null for the database's own key.</param>
/// <param name="Input">What was asked, in a form that is equal for equal requests: the verb's name, a line feed, the
/// request as JSON.</param>
/// <param name="Streams">Every stream that the decision reads; those that it writes to must be among them.</param>
/// <param name="Decide">Pure and synchronous; may be called again after a lost version check.</param>
public sealed record CommandRequest(
    CommandKey Key,
    PersonId? Subject,
    ReadOnlyMemory<byte> Input,
    IReadOnlyList<StreamUse> Streams,
    Func<StreamStates, DecisionTime, Decision> Decide)
{
    /// <summary>
    /// A person whose key is made in the same transaction; equals <see cref="Subject"/> where it is set.
    /// </summary>
    public PersonId? NewSubject { get; init; }

    /// <summary>What caused the command (a position and a policy); null for a caller of the API.</summary>
    public string? Causation { get; init; }

    /// <summary>
    /// What is written beside the decision's events in the same transaction; asked only where there are events. Pure
    /// and synchronous like <see cref="Decide"/>; null where there is nothing of the kind.
    /// </summary>
    public Func<IReadOnlyList<NewEvent>, IReadOnlyList<Companion>>? Companions { get; init; }

    /// <summary>A person whose keys, companions and sealed texts are destroyed in the same transaction.</summary>
    public PersonId? ErasedSubject { get; init; }
}

/// <summary>The server's time of a decision, in microseconds; an argument, so that Decide stays pure.</summary>
public readonly record struct DecisionTime(DateTimeOffset Now);

/// <summary>A stream that a command reads, and how its state is folded.</summary>
/// <param name="Name">The stream.</param>
/// <param name="Fold">How its events become a state.</param>
/// <param name="UsuallyNew">True where the stream mostly does not exist yet: it is then first taken to be empty, and
/// read when the check says no.</param>
/// <param name="UsuallyOnce">True where hardly anybody comes back to the stream once something is stored of it: it is
/// then not remembered, so that it takes nobody's place who does come back.</param>
public sealed record StreamUse(StreamName Name, StreamFold Fold, bool UsuallyNew = false, bool UsuallyOnce = false)
{
    /// <summary>A use of a stream whose state is <typeparamref name="TState"/>.</summary>
    public static StreamUse Of<TState>(StreamName name, bool usuallyNew = false)
        where TState : class, IFolded<TState> => new(name, StreamFold.Of<TState>(), usuallyNew);

    /// <summary>A use of a stream that is mostly written to by one command and then left.</summary>
    public static StreamUse Once<TState>(StreamName name)
        where TState : class, IFolded<TState> =>
        new(name, StreamFold.Of<TState>(), UsuallyNew: true, UsuallyOnce: true);
}

/// <summary>The states of a command's streams, in the order in which it listed them.</summary>
public readonly struct StreamStates(object[] states)
{
    /// <summary>The state of stream <paramref name="index"/>.</summary>
    public TState Get<TState>(int index)
        where TState : class, IFolded<TState> => (TState)states[index];
}

/// <summary>What became of a command.</summary>
public abstract record CommandResult
{
    private CommandResult()
    {
    }

    /// <summary>It stands in the log, durably.</summary>
    /// <param name="Outcome">accepted, or unchanged where nothing was to be done.</param>
    /// <param name="Position">The last position that it wrote, or the log's head where it wrote none.</param>
    /// <param name="Made">The ids it made or found.</param>
    /// <param name="Repeated">True where an earlier request with this id had already been answered so.</param>
    public sealed record Accepted(CommandOutcome Outcome, long Position, IReadOnlyList<MadeId> Made, bool Repeated)
        : CommandResult;

    /// <summary>A named no; nothing is stored.</summary>
    public sealed record Rejected(Rejection Rejection) : CommandResult;

    /// <summary>The id belongs to another command; nothing is stored.</summary>
    public sealed record IdReused : CommandResult;

    /// <summary>The id is known, but its person was erased, so the inputs cannot be compared any more.</summary>
    public sealed record IdErased : CommandResult;
}

/// <summary>How an accepted command ended.</summary>
public enum CommandOutcome
{
    /// <summary>Events were stored.</summary>
    Accepted = 0,

    /// <summary>It was already in effect.</summary>
    Unchanged = 1,
}

/// <summary>The log could not answer in time or could not be reached. Retry with the same command id.</summary>
public sealed class LogUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>When to try again.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);
}
