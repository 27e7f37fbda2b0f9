using HotMess.Api.Hosting;
using Wolverine.Http;

namespace HotMess.Api.Accounts;

/// <summary>A refresh token.</summary>
public sealed record RefreshSessionRequest(string RefreshToken)
{
    /// <summary>Never shows the token.</summary>
    public override string ToString() => nameof(RefreshSessionRequest);
}

/// <summary>Exchanges a refresh token for new tokens of the same session.</summary>
public static class RefreshSessionEndpoint
{
    /// <summary>
    /// Needs no other token. 401 <c>refresh_token_unknown</c>, <c>session_ended</c>, or <c>refresh_token_reused</c>,
    /// which ends the session.
    /// </summary>
    [WolverinePost("/v1/auth/refresh")]
    [OpenToAll]
    [Answers(typeof(SessionDocument))]
    public static Task<IResult> Post(RefreshSessionRequest request, Sessions sessions, CancellationToken ct) =>
        sessions.RefreshAsync(request.RefreshToken, ct);
}
