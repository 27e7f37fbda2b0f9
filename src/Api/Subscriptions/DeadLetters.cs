using HotMess.Integrations.Postgres;
using Wolverine.Persistence.Durability;
using Wolverine.Persistence.Durability.DeadLetterManagement;
using Wolverine.Runtime;

namespace HotMess.Api.Subscriptions;

/// <summary>An effect that was tried as often as it may be.</summary>
/// <param name="Key">What was to be done: effect, position of its event, receiver.</param>
/// <param name="Reason">Why it was not, at the last try.</param>
/// <param name="FailedAt">When that was.</param>
public sealed record DeadLetterDocument(string Key, string Reason, DateTimeOffset? FailedAt);

/// <summary>The dead letters of the effects.</summary>
/// <param name="DeadLetters">The first of them.</param>
/// <param name="Total">How many there are.</param>
public sealed record DeadLettersDocument(IReadOnlyList<DeadLetterDocument> DeadLetters, int Total);

/// <summary>What Wolverine keeps of messages whose handler failed too often.</summary>
public sealed class DeadLetters(IWolverineRuntime runtime)
{
    /// <summary>The queue that effects are done from.</summary>
    public const string Queue = "effects";

    /// <summary>The header of a message that names what it does.</summary>
    public const string Key = "effect";

    /// <summary>The first <paramref name="most"/> that nobody has asked to try again yet.</summary>
    /// <exception cref="TimeoutException">It was not answered in time.</exception>
    public async Task<DeadLettersDocument> ReadAsync(int most, CancellationToken ct)
    {
        var query = new DeadLetterEnvelopeQuery { PageNumber = 1, PageSize = most, Replayable = false };
        var found = await Bounded.RunAsync(
            async token => await runtime.Storage.DeadLetters.QueryAsync(query, token), Bounded.Question, ct);
        return new DeadLettersDocument(
            [.. found.Envelopes.Select(one => new DeadLetterDocument(KeyOf(one), one.ExceptionMessage, one.FailedAt))],
            found.TotalCount);
    }

    /// <summary>Has all of them tried again, as often as new ones; how many that are.</summary>
    public async Task<int> RetryAsync(CancellationToken ct)
    {
        var total = (await ReadAsync(1, ct)).Total;
        if (total > 0)
        {
            await runtime.Storage.DeadLetters.ReplayAsync(new DeadLetterEnvelopeQuery { Replayable = false }, ct);
        }

        return total;
    }

    private static string KeyOf(DeadLetterEnvelope letter) =>
        letter.Envelope.Headers.TryGetValue(Key, out var key) && key is not null ? key : letter.Id.ToString();
}
