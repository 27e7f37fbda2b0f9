using HotMess.Api.Hosting;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using NpgsqlTypes;
using Wolverine.Http;

namespace HotMess.Api.Chats;

/// <summary>
/// The messages of one of the caller's threads, newest first; another's thread and an absent one are the same 404.
/// </summary>
public static class ThreadMessagesEndpoint
{
    private static readonly CallerStatement Sql = Reads.Statement("Chats/thread_messages.sql");

    /// <summary>A page; <c>before</c> is a sequence.</summary>
    [WolverineGet("/v1/threads/{thread_id}/messages")]
    [Allow(Role.Authenticated, Role.Admin)]
    [Answers(typeof(MessagesDocument))]
    public static ValueTask<IResult> Get(
        [PathId] ThreadId thread,
        Caller caller,
        MinPosition min,
        PageRequest page,
        Reads reads,
        CancellationToken ct) =>
        reads.JsonAsync(
            caller,
            min,
            new CallerQuery(
                Sql, new PageParameter(thread.Value, NpgsqlDbType.Uuid), page.BeforeSequence(), page.LimitParameter()),
            "thread",
            ct);
}

/// <summary>A page of messages as it is described to clients.</summary>
public sealed record MessagesDocument(IReadOnlyList<MessagesDocument.Item> Messages)
{
    /// <summary>One message. <paramref name="Text"/> is null where it was deleted or its sender erased.</summary>
    public sealed record Item(
        MessageId MessageId,
        ThreadId ThreadId,
        long Sequence,
        PersonId SenderId,
        string? Text,
        DateTimeOffset? EditedAt,
        bool Deleted,
        IReadOnlyDictionary<string, IReadOnlyList<string>> Reactions,
        DateTimeOffset SentAt);
}
