using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Projections.Runtime;

namespace HotMess.Api.Accounts;

/// <summary>Hands out the tokens of sessions that stand in the log, and exchanges them.</summary>
public sealed class Sessions(
    RefreshTokens refreshTokens,
    Tokens tokens,
    Companions companions,
    Commands commands,
    EndedSessions ended,
    CallerReads reads,
    TimeProvider clock)
{
    private const int Attempts = 8;

    private static readonly CallerStatement MyAddress = Reads.Statement("Accounts/my_address.sql");

    /// <summary>The row of a session that a command opens with a password.</summary>
    internal RefreshRow Opening(PersonId person, SessionId session, string password) =>
        RefreshRow.Of(refreshTokens.First(person, session, password), clock.GetUtcNow());

    /// <summary>A command may have ended sessions.</summary>
    internal Task NoteEndedAsync(CancellationToken ct) => ended.NoteAsync(ct);

    /// <summary>The answer of a command that opened a session, or of one that repeats it.</summary>
    /// <param name="wrong">The answer where a repeated command comes with another password.</param>
    internal async ValueTask<IResult> AnswerAsync(
        CommandResult result, string email, string password, IResult wrong, CancellationToken ct)
    {
        if (result is not CommandResult.Accepted done)
        {
            return Commands.Answer(result);
        }

        var person = new PersonId(done.Made.Single(made => made.Name == "person_id").Value);
        var session = new SessionId(done.Made.Single(made => made.Name == "session_id").Value);
        var first = refreshTokens.First(person, session, password);
        if (done.Repeated)
        {
            if (await companions.ReadAsync(person, AccountCompanions.KindOf(session), ct) is not { } body)
            {
                return Gone();
            }

            // The password stands in no input hash: it is the same where it gives the token that the session began
            // with. One that was given up is not handed out, for whoever used it later would end the session.
            var row = RefreshRow.Read(body);
            switch (row.StandingOf(first, clock.GetUtcNow()))
            {
                case RefreshStanding.JustUsed:
                    first = refreshTokens.Next(first, row.Nonce);
                    break;
                case RefreshStanding.Used:
                    return row.IsFirst
                        ? wrong
                        : new Problem(409, "session_refreshed", "The session that this opened has newer tokens.");
                default:
                    break;
            }
        }

        return Answer(first, email) with { Command = done };
    }

    /// <summary>
    /// Exchanges a refresh token for its child and a new access token. Used twice within ten seconds it gives the same
    /// child; later, its session ends.
    /// </summary>
    internal async Task<IResult> RefreshAsync(string text, CancellationToken ct)
    {
        if (refreshTokens.Read(text) is not { } token)
        {
            return Problems.NoSession("refresh_token_unknown", "The refresh token does not hold.");
        }

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var kind = AccountCompanions.KindOf(token.Session);
            if (await companions.ReadAsync(token.Person, kind, ct) is not { } body)
            {
                return Gone();
            }

            var (row, now) = (RefreshRow.Read(body), clock.GetUtcNow());
            switch (row.StandingOf(token, now))
            {
                case RefreshStanding.Active:
                    var (next, child) = row.Rotate(refreshTokens, token, now);
                    if (await companions.SwapAsync(token.Person, kind, body, next.ToBody(), ct))
                    {
                        return Answer(child, await AddressAsync(token.Person, ct));
                    }

                    break;
                case RefreshStanding.JustUsed:
                    return Answer(refreshTokens.Next(token, row.Nonce), await AddressAsync(token.Person, ct));
                default:
                    return await EndAsync(token, ct);
            }
        }

        throw new LogUnavailableException("The session's tokens changed too often while one was exchanged.");
    }

    private static Problem Gone() => Problems.NoSession("session_ended", "The session has ended.");

    private async Task<IResult> EndAsync(RefreshToken token, CancellationToken ct)
    {
        var command = new SignOut.Command(
            null, token.Person, token.Session, SignOutScope.This, SessionEndReason.TokenReused);
        var result = await commands.ExecuteAsync(
            new CommandRequest(
                CommandKey.Of("server", Guid.CreateVersion7().ToString()),
                null,
                Commands.Input("end_session", token.Session),
                SignOutEndpoint.Streams(token.Person),
                (states, _) => SignOut.Decide(states.Get<Account>(0), states.Get<PersonSessions>(1), command))
            {
                Companions = events => AccountCompanions.Of(events),
            },
            ct);
        await ended.NoteAsync(ct);
        return result is CommandResult.Accepted
            ? Problems.NoSession("refresh_token_reused", "The refresh token was used before; its session has ended.")
            : Commands.Answer(result);
    }

    private async ValueTask<string?> AddressAsync(PersonId person, CancellationToken ct)
    {
        var rows = await reads.ListAsync(
            ReadingCaller.Person(person.Value),
            new CallerQuery(MyAddress),
            row => row.IsDBNull(0) ? null : row.GetString(0),
            ct);
        return rows is [var email] ? email : null;
    }

    private SessionAnswer Answer(RefreshToken refresh, string? email)
    {
        var (access, expires) = tokens.MakeFor(refresh.Person, email, refresh.Session);
        return new SessionAnswer(refresh.Person, refresh.Session, access, expires, refresh.Text);
    }
}
