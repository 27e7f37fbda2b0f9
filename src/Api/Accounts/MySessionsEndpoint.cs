using HotMess.Api.Hosting;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using Wolverine.Http;

namespace HotMess.Api.Accounts;

/// <summary>Where the caller is signed in: at most 50 sessions, newest first.</summary>
public static class MySessionsEndpoint
{
    private static readonly CallerStatement Sql = Reads.Statement("Accounts/my_sessions.sql");

    /// <summary>Marks the session that the request's token belongs to.</summary>
    [WolverineGet("/v1/auth/sessions")]
    [Allow(Role.Authenticated, Role.Admin)]
    [Answers(typeof(SessionsDocument))]
    public static ValueTask<IResult> Get(Caller caller, MinPosition min, Reads reads, CancellationToken ct) =>
        reads.JsonAsync(
            caller,
            min,
            new CallerQuery(Sql, PageParameter.Of(caller.Session?.ToString() ?? "")),
            "sessions",
            ct);
}

/// <summary>Sessions as they are described to clients.</summary>
public sealed record SessionsDocument(IReadOnlyList<SessionsDocument.Item> Sessions)
{
    /// <summary>One session.</summary>
    public sealed record Item(SessionId SessionId, DateTimeOffset OpenedAt, bool Current);
}
