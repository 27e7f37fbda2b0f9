using HotMess.Api.Hosting;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using Wolverine.Http;

namespace HotMess.Api.Chats;

/// <summary>
/// The caller's threads with their unread counts, the one with the newest message first; without those that he has
/// hidden and those between whose two people a block stands.
/// </summary>
public static class MyThreadsEndpoint
{
    private static readonly CallerStatement Sql = Reads.Statement("Chats/my_threads.sql");

    /// <summary>A page; <c>before</c> is a thread's id.</summary>
    [WolverineGet("/v1/threads")]
    [Allow(Role.Authenticated, Role.Admin)]
    [Answers(typeof(ThreadsDocument))]
    public static ValueTask<IResult> Get(
        Caller caller, MinPosition min, PageRequest page, Reads reads, CancellationToken ct) =>
        reads.JsonAsync(
            caller,
            min,
            new CallerQuery(Sql, page.BeforeId(), page.LimitParameter()),
            "threads",
            ct);
}

/// <summary>A page of threads as it is described to clients.</summary>
public sealed record ThreadsDocument(IReadOnlyList<ThreadsDocument.Item> Threads)
{
    /// <summary>
    /// One thread; <paramref name="Kind"/> is dm or group. <paramref name="LastMessage"/> is cut to 100 characters, and
    /// null where it was deleted or its sender erased.
    /// </summary>
    public sealed record Item(
        ThreadId ThreadId,
        IReadOnlyList<PersonId> ParticipantIds,
        string Kind,
        string? Title,
        bool Muted,
        long UnreadCount,
        long ReadUpTo,
        long LastSequence,
        string? LastMessage,
        DateTimeOffset? LastMessageAt);
}
