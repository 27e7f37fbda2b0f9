using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Accounts;

/// <summary>A person who comes by himself.</summary>
/// <param name="Email">Nobody else's.</param>
/// <param name="Password">6 to 200 characters.</param>
/// <param name="DisplayName">What others see; 1 to 80 characters.</param>
public sealed record SignUpRequest(string Email, string Password, string? DisplayName = null)
{
    /// <summary>Never shows the password.</summary>
    public override string ToString() => nameof(SignUpRequest);
}

/// <summary>What a command's id is compared by: not the password, of which no fast hash may be kept.</summary>
public sealed record AccountInput(string Email, string? DisplayName = null);

/// <summary>Makes a person with a password, and signs him in.</summary>
public static class SignUpEndpoint
{
    /// <summary>Needs no token; answers <c>person_id</c>, <c>session_id</c> and the session's tokens.</summary>
    [WolverinePost("/v1/auth/sign-up")]
    [OpenToAll]
    [Answers(typeof(SessionDocument))]
    public static async Task<IResult> Post(
        SignUpRequest request,
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
        var person = new PersonId(Guid.CreateVersion7());
        var command = new SignUp.Command(
            new(person, person, email, reservation, request.DisplayName, null),
            new PasswordId(Guid.CreateVersion7()),
            new SessionId(Guid.CreateVersion7()));
        var sign = new CommandRequest(
            id.KeyOfAnonymous(),
            person,
            Commands.Input("sign_up", new AccountInput(email, request.DisplayName)),
            [
                StreamUse.Of<Account>(StreamName.Account(person), usuallyNew: true),
                StreamUse.Of<EmailReservation>(reservation, usuallyNew: true),
                StreamUse.Of<PersonSessions>(StreamName.Sessions(person), usuallyNew: true),
            ],
            (states, _) => SignUp.Decide(states.Get<Account>(0), states.Get<EmailReservation>(1), command))
        {
            NewSubject = person,
        };

        // What is refused anyway is refused before it costs a hash.
        var (result, seen) = await commands.LookAsync(sign.Key, sign.Input, sign.Streams, ct);
        if (result is null)
        {
            if (Refuse(sign.Decide(seen, default).Rejection, password) is { } rejection)
            {
                return Problems.Of(rejection);
            }

            var stored = await credentials.MakeAsync(command.Password, password, ct);
            result = await commands.ExecuteAsync(
                sign with
                {
                    Companions = events => AccountCompanions.Of(
                        events, stored, (who, session) => sessions.Opening(who, session, password)),
                },
                ct);
        }

        return await sessions.AnswerAsync(result, email, password, Problems.IdReused(), ct);
    }

    private static Rejection? Refuse(Rejection? decided, string password) =>
        decided is { Kind: RejectionKind.Invalid } ? decided : PasswordRule.Refuse(password) ?? decided;
}
