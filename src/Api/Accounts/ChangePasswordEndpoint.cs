using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Accounts;

/// <summary>A password in place of another.</summary>
/// <param name="OldPassword">The one that holds.</param>
/// <param name="NewPassword">6 to 200 characters.</param>
public sealed record ChangePasswordRequest(string OldPassword, string NewPassword)
{
    /// <summary>Never shows the passwords.</summary>
    public override string ToString() => nameof(ChangePasswordRequest);
}

/// <summary>Gives the caller another password; his other sessions end.</summary>
public static class ChangePasswordEndpoint
{
    /// <summary>Answers <c>person_id</c>; 403 <c>password_wrong</c> where the old one is not his.</summary>
    [WolverinePost("/v1/auth/change-password")]
    [Allow(Role.Authenticated, Role.Admin)]
    [Answers(typeof(PersonDocument))]
    public static async Task<IResult> Post(
        ChangePasswordRequest request,
        Caller caller,
        CommandId id,
        HttpContext http,
        Commands commands,
        Credentials credentials,
        EndedSessions ended,
        RateLimits limits,
        CancellationToken ct)
    {
        var person = caller.Self();
        limits.CountAttempt(StreamName.Account(person), http.Connection.RemoteIpAddress);
        if (PasswordRule.Refuse(request.NewPassword, request.OldPassword) is { } rejection)
        {
            return Problems.Of(rejection);
        }

        // The passwords stand in no input hash: a repetition is known by the password that it leaves.
        var (key, input) = (id.KeyOf(caller), Commands.Input("change_password", person));
        var streams = SignOutEndpoint.Streams(person);
        var (known, _) = await commands.LookAsync(key, input, streams, ct);
        if (known is not null)
        {
            return await AnswerKnownAsync(known, person, request.NewPassword, credentials, ct);
        }

        var old = (await credentials.CheckAsync(person, request.OldPassword, ct)).Right;
        if (old is null)
        {
            return Problems.Of(AccountRejections.PasswordWrong);
        }

        var made = await credentials.MakeAsync(new PasswordId(Guid.CreateVersion7()), request.NewPassword, ct);
        var command = new ChangePassword.Command(person, old, made.Id, caller.Session);
        var change = new CommandRequest(key, person, input, streams, (states, _) => ChangePassword.Decide(
            states.Get<Account>(0), states.Get<PersonSessions>(1), command))
        {
            Companions = events => AccountCompanions.Of(events, made),
        };
        var result = await commands.ExecuteAsync(change, ct);
        await ended.NoteAsync(ct);
        return result is CommandResult.Accepted { Repeated: true }
            ? await AnswerKnownAsync(result, person, request.NewPassword, credentials, ct)
            : Commands.Answer(result);
    }

    private static async ValueTask<IResult> AnswerKnownAsync(
        CommandResult known, PersonId person, string password, Credentials credentials, CancellationToken ct) =>
        known is CommandResult.Accepted && (await credentials.CheckAsync(person, password, ct)).Right is null
            ? Problems.IdReused()
            : Commands.Answer(known);
}
