using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Accounts;

/// <summary>Erases a person: himself, or anybody for the service.</summary>
public static class ErasePersonEndpoint
{
    /// <summary>Answers <c>person_id</c>.</summary>
    [WolverineDelete("/v1/people/{person_id}")]
    [Allow(Role.Authenticated, Role.Admin, Role.ServiceRole)]
    [Answers(typeof(PersonDocument))]
    public static async Task<IResult> Delete(
        [PathId] PersonId person,
        Caller caller,
        CommandId id,
        Commands commands,
        EndedSessions ended,
        CancellationToken ct)
    {
        if (caller.Role != Role.ServiceRole && caller.Person != person)
        {
            return Problems.Of(AccountRejections.PersonAbsent);
        }

        // The address's reservation is named in the account only, so the account is looked at first.
        var of = StreamUse.Of<Account>(StreamName.Account(person));
        var (key, input) = (id.KeyOf(caller), Commands.Input("erase_person", person));
        var (known, seen) = await commands.LookAsync(key, input, [of], ct);
        if (known is not null)
        {
            return Commands.Answer(known);
        }

        StreamName? reservation = seen.Get<Account>(0).EmailStream is { } name ? new StreamName(name) : null;
        StreamUse[] more = reservation is { } stream ? [StreamUse.Of<EmailReservation>(stream)] : [];
        var command = new ErasePerson.Command(caller.Person, person, reservation);

        // The input is not keyed by the person, so that a repeat is known after his key is gone.
        var erase = new CommandRequest(key, null, input, [of, .. more], (states, _) => ErasePerson.Decide(
            states.Get<Account>(0), more.Length == 0 ? null : states.Get<EmailReservation>(1), command))
        {
            ErasedSubject = person,
        };
        var result = await commands.ExecuteAsync(erase, ct);
        await ended.NoteAsync(ct);
        return Commands.Answer(result);
    }
}
