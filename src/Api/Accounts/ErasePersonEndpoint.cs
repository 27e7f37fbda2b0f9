using HotMess.Api.Hosting;
using HotMess.Api.Profiles;
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

        var (key, input) = (id.KeyOf(caller), Commands.Input("erase_person", person));
        var result = (CommandResult?)null;
        for (var look = 0; look < UsernameStreams.MostLooks && UsernameStreams.HasMoved(result); look++)
        {
            // The reservations are named in account and profile only, so these are looked at first.
            var (known, seen) = await commands.LookAsync(
                key,
                input,
                [
                    StreamUse.Of<Account>(StreamName.Account(person)),
                    StreamUse.Of<Profile>(StreamName.Profile(person)),
                ],
                ct);
            if (known is not null)
            {
                return Commands.Answer(known);
            }

            var command = new ErasePerson.Command(
                caller.Person,
                person,
                seen.Get<Account>(0).EmailStream is { } email ? new StreamName(email) : null,
                seen.Get<Profile>(1).UsernameStream is { } username ? new StreamName(username) : null);
            result = await commands.ExecuteAsync(Request(key, input, command), ct);
        }

        await ended.NoteAsync(ct);
        return Commands.Answer(result!);
    }

    // The input is not keyed by the person, so that a repeat is known after his key is gone.
    private static CommandRequest Request(CommandKey key, ReadOnlyMemory<byte> input, ErasePerson.Command command)
    {
        List<StreamUse> streams =
        [
            StreamUse.Of<Account>(StreamName.Account(command.Person)),
            StreamUse.Of<Profile>(StreamName.Profile(command.Person)),
        ];
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

        return new CommandRequest(key, null, input, streams, (states, _) => ErasePerson.Decide(
            states.Get<Account>(0),
            states.Get<Profile>(1),
            emailIndex is { } e ? states.Get<EmailReservation>(e) : null,
            usernameIndex is { } u ? states.Get<UsernameReservation>(u) : null,
            command))
        {
            ErasedSubject = command.Person,
        };
    }
}
