using System.Collections.Concurrent;
using HotMess.Api.Hosting;
using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;

namespace HotMess.Api.Chats;

/// <summary>
/// Whom a thread of two joins, which never changes: a command that names the thread looks at the account of the other
/// one too.
/// </summary>
public sealed class DirectThreads(Commands commands)
{
    // Some 100 bytes each.
    private const int Most = 20_000;

    private readonly ConcurrentDictionary<ThreadId, (PersonId One, PersonId Other)?> pairs = new();

    /// <summary>The other one; null in a thread of several, and for whoever does not take part.</summary>
    /// <exception cref="LogUnavailableException">The thread is not known yet, and cannot be read.</exception>
    public async ValueTask<PersonId?> OtherAsync(ThreadId thread, PersonId caller, CancellationToken ct)
    {
        if (!pairs.TryGetValue(thread, out var pair))
        {
            var states = await commands.LookAsync([StreamUse.Of<ChatThread>(StreamName.Thread(thread))], ct);
            var seen = states.Get<ChatThread>(0);
            if (!seen.IsOpen)
            {
                return null;
            }

            pair = seen is { IsGroup: false, Participants: [var one, var other] } ? (one.Person, other.Person) : null;
            Keep(thread, pair);
        }

        return pair is not { } two ? null : two.One == caller ? two.Other : two.Other == caller ? two.One : null;
    }

    private void Keep(ThreadId thread, (PersonId One, PersonId Other)? pair)
    {
        if (pairs.Count >= Most)
        {
            pairs.Clear();
        }

        pairs[thread] = pair;
    }
}
