using System.Text.Json;
using HotMess.Api.Hosting;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;

namespace HotMess.Api.Accounts;

/// <summary>A session with its tokens.</summary>
/// <param name="PersonId">Who is signed in.</param>
/// <param name="SessionId">The session.</param>
/// <param name="AccessToken">For the header Authorization.</param>
/// <param name="TokenType">bearer</param>
/// <param name="ExpiresIn">Seconds until the access token expires.</param>
/// <param name="ExpiresAt">The same as seconds since 1970.</param>
/// <param name="RefreshToken">Exchanged once for the next pair.</param>
/// <param name="Outcome">accepted, or unchanged; only where a command opened the session.</param>
/// <param name="Position">The position that the command reached.</param>
public sealed record SessionDocument(
    PersonId PersonId,
    SessionId SessionId,
    string AccessToken,
    string TokenType,
    long ExpiresIn,
    long ExpiresAt,
    string RefreshToken,
    string? Outcome = null,
    long? Position = null);

/// <summary>Answers a session with its tokens; never kept by anything between server and client.</summary>
internal sealed record SessionAnswer(
    PersonId Person, SessionId Session, string AccessToken, DateTimeOffset Expires, string RefreshToken) : IResult
{
    /// <summary>The command that opened it; null for an exchange of tokens.</summary>
    public CommandResult.Accepted? Command { get; init; }

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "application/json";
        response.Headers.CacheControl = "no-store";
        if (Command is { } command)
        {
            CommandAnswer.Head(response, command.Position, command.Repeated);
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(Document(), ApiJson.Default.SessionDocument);
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, httpContext.RequestAborted);
    }

    /// <summary>Never shows the tokens.</summary>
    public override string ToString() => $"the tokens of {Session}";

    private SessionDocument Document() => new(
        Person,
        Session,
        AccessToken,
        "bearer",
        (long)Tokens.Lifetime.TotalSeconds,
        Expires.ToUnixTimeSeconds(),
        RefreshToken,
        Command?.Outcome switch
        {
            CommandOutcome.Accepted => "accepted",
            CommandOutcome.Unchanged => "unchanged",
            _ => null,
        },
        Command?.Position);
}
