using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Accounts;

/// <summary>Erases a person: himself, or anybody for the service.</summary>
public static class ErasePersonEndpoint
{
    private static readonly Rejection Peeked = new("peeked", RejectionKind.Conflict, "Only looked at.");

    /// <summary>Answers <c>person_id</c>.</summary>
    [WolverineDelete("/v1/people/{person_id}")]
    [Allow(Role.Authenticated, Role.Admin, Role.ServiceRole)]
    [Answers(typeof(PersonDocument))]
    public static async Task<IResult> Delete(
        [PathId] PersonId person, Caller caller, CommandId id, EventLog log, Commands commands, CancellationToken ct)
    {
        if (caller.Role != Role.ServiceRole && caller.Person != person)
        {
            return Problems.Of(AccountRejections.PersonAbsent);
        }

        // The address's reservation is named in the account only, so the account is looked at first.
        Account? account = null;
        var peek = Request(person, caller, id, [], (states, _) =>
        {
            account = states.Get<Account>(0);
            return Decision.Reject(Peeked);
        });
        if (await log.ExecuteAsync(peek, ct) is not CommandResult.Rejected and var known)
        {
            return Commands.Answer(known);
        }

        StreamName? reservation = account?.EmailStream is { } name ? new StreamName(name) : null;
        StreamUse[] more = reservation is { } stream ? [StreamUse.Of<EmailReservation>(stream)] : [];
        var command = new ErasePerson.Command(caller.Person, person, reservation);
        var erase = Request(person, caller, id, more, (states, _) => ErasePerson.Decide(
            states.Get<Account>(0), more.Length == 0 ? null : states.Get<EmailReservation>(1), command));
        return await commands.RunAsync(erase with { ErasedSubject = person }, ct);
    }

    // The input is not keyed by the person, so that a repeat is known after his key is gone.
    private static CommandRequest Request(
        PersonId person,
        Caller caller,
        CommandId id,
        StreamUse[] more,
        Func<StreamStates, DecisionTime, Decision> decide) => new(
            id.KeyOf(caller),
            null,
            Commands.Input("erase_person", person),
            [StreamUse.Of<Account>(StreamName.Account(person)), .. more],
            decide);
}
