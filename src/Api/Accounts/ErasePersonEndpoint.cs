using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Profiles;
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

        // The reservations are named in account and profile only, so these are looked at first.
        var of = StreamUse.Of<Account>(StreamName.Account(person));
        var (key, input) = (id.KeyOf(caller), Commands.Input("erase_person", person));
        var (known, seen) = await commands.LookAsync(
            key, input, [of, StreamUse.Of<Profile>(StreamName.Profile(person))], ct);
        if (known is not null)
        {
            return Commands.Answer(known);
        }

        var command = new ErasePerson.Command(
            caller.Person,
            person,
            seen.Get<Account>(0).EmailStream is { } email ? new StreamName(email) : null,
            seen.Get<Profile>(1).UsernameStream is { } username ? new StreamName(username) : null);
        List<StreamUse> streams = [of];
        int? emailIndex = null;
        int? usernameIndex = null;
        if (command.EmailStream is { } emailStream)
        {
            emailIndex = streams.Count;
            streams.Add(StreamUse.Of<EmailReservation>(emailStream));
        }

        if (command.UsernameStream is { } usernameStream)
        {
            usernameIndex = streams.Count;
            streams.Add(StreamUse.Of<UsernameReservation>(usernameStream));
        }

        // The input is not keyed by the person, so that a repeat is known after his key is gone.
        var erase = new CommandRequest(key, null, input, streams, (states, _) => ErasePerson.Decide(
            states.Get<Account>(0),
            emailIndex is { } e ? states.Get<EmailReservation>(e) : null,
            usernameIndex is { } u ? states.Get<UsernameReservation>(u) : null,
            command))
        {
            ErasedSubject = person,
        };
        var result = await commands.ExecuteAsync(erase, ct);
        await ended.NoteAsync(ct);
        return Commands.Answer(result);
    }
}
