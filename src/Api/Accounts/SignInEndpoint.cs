using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Accounts;

/// <summary>Who somebody says that he is.</summary>
public sealed record SignInRequest(string Email, string Password)
{
    /// <summary>Never shows the password.</summary>
    public override string ToString() => nameof(SignInRequest);
}

/// <summary>Opens a session for who knows the password.</summary>
public static class SignInEndpoint
{
    /// <summary>
    /// Needs no token; answers <c>person_id</c>, <c>session_id</c> and the session's tokens. An unknown address and a
    /// wrong password take as long as each other and are told alike (403 <c>credentials_wrong</c>).
    /// </summary>
    [WolverinePost("/v1/auth/sign-in")]
    [OpenToAll]
    [Answers(typeof(SessionDocument))]
    public static async Task<IResult> Post(
        SignInRequest request,
        CommandId id,
        HttpContext http,
        Commands commands,
        EmailStreams emails,
        Credentials credentials,
        Sessions sessions,
        RateLimits limits,
        CancellationToken ct)
    {
        var (email, password) = (RegisterPerson.Normalise(request.Email), request.Password);
        var reservation = emails.Of(email);
        limits.CountAttempt(reservation, http.Connection.RemoteIpAddress);
        var key = id.KeyOfAnonymous();
        var input = Commands.Input("sign_in", new AccountInput(email));
        var address = StreamUse.Of<EmailReservation>(reservation);
        var (result, seen) = await commands.LookAsync(key, input, [address], ct);
        if (result is null)
        {
            var holder = seen.Get<EmailReservation>(0).Holder;
            var found = await credentials.CheckAsync(holder, password, ct);
            if (holder is not { } person || found.Right is null)
            {
                return Problems.Of(AccountRejections.CredentialsWrong);
            }

            var command = new SignIn.Command(person, found.Right, new SessionId(Guid.CreateVersion7()));
            var sign = new CommandRequest(
                key,
                person,
                input,
                [
                    address,
                    StreamUse.Of<Account>(StreamName.Account(person)),
                    StreamUse.Of<PersonSessions>(StreamName.Sessions(person)),
                ],
                (states, _) => SignIn.Decide(
                    states.Get<EmailReservation>(0), states.Get<Account>(1), states.Get<PersonSessions>(2), command))
            {
                Companions = events => Companions(events, found.Rehashed, person, (who, session) =>
                    sessions.Opening(who, session, password)),
            };
            result = await commands.ExecuteAsync(sign, ct);
            await sessions.NoteEndedAsync(ct);
        }

        var wrong = Problems.Of(AccountRejections.CredentialsWrong);
        return await sessions.AnswerAsync(result, email, password, wrong, ct);
    }

    private static IReadOnlyList<Companion> Companions(
        IReadOnlyList<NewEvent> events,
        StoredPassword? rehashed,
        PersonId person,
        Func<PersonId, SessionId, RefreshRow> opening)
    {
        var companions = AccountCompanions.Of(events, opening: opening);
        return rehashed is null
            ? companions
            : [.. companions, new Companion(person, AccountCompanions.Password, rehashed.ToBody())];
    }
}
