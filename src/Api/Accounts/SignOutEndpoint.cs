using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Accounts;

/// <summary>Which sessions end.</summary>
/// <param name="Scope">this, others, or all.</param>
public sealed record SignOutRequest(SignOutScope Scope = SignOutScope.This);

/// <summary>Ends sessions of the caller.</summary>
public static class SignOutEndpoint
{
    /// <summary>Answers <c>person_id</c>. The tokens of what ended are refused from then on.</summary>
    [WolverinePost("/v1/auth/sign-out")]
    [Allow(Role.Authenticated, Role.Admin)]
    [Answers(typeof(PersonDocument))]
    public static async Task<IResult> Post(
        SignOutRequest request,
        Caller caller,
        CommandId id,
        Commands commands,
        EndedSessions ended,
        CancellationToken ct)
    {
        var person = caller.Self();
        var command = new SignOut.Command(
            person, person, caller.Session, request.Scope, SessionEndReason.SignedOut);
        var result = await commands.ExecuteAsync(
            new CommandRequest(
                id.KeyOf(caller),
                person,
                Commands.Input("sign_out", request),
                Streams(person),
                (states, _) => SignOut.Decide(states.Get<Account>(0), states.Get<PersonSessions>(1), command))
            {
                Companions = events => AccountCompanions.Of(events),
            },
            ct);
        await ended.NoteAsync(ct);
        return Commands.Answer(result);
    }

    /// <summary>What the verb decides on.</summary>
    internal static IReadOnlyList<StreamUse> Streams(PersonId person) =>
    [
        StreamUse.Of<Account>(StreamName.Account(person)),
        StreamUse.Of<PersonSessions>(StreamName.Sessions(person)),
    ];
}
