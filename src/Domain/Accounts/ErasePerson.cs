using HotMess.Domain.Kernel;

namespace HotMess.Domain.Accounts;

/// <summary>
/// Erases a person: the log destroys his keys and sealed texts in the same transaction, and his address is free again.
/// </summary>
public static class ErasePerson
{
    /// <param name="By">The person himself, or null for the service.</param>
    /// <param name="Person">Who is erased.</param>
    /// <param name="EmailStream">The reservation of his address, where it is known.</param>
    public sealed record Command(PersonId? By, PersonId Person, StreamName? EmailStream);

    /// <summary>
    /// Tells <c>person_id</c>. <paramref name="email"/> is the state of <see cref="Command.EmailStream"/>.
    /// </summary>
    public static Decision Decide(Account account, EmailReservation? email, Command command)
    {
        if (account.Person is null)
        {
            return Decision.Reject(AccountRejections.PersonAbsent);
        }

        if (account.Erased)
        {
            return Decision.Nothing().Telling("person_id", command.Person);
        }

        List<NewEvent> events = [new(StreamName.Account(command.Person), new PersonErased(command.By, command.Person))];
        if (command.EmailStream is { } stream && email?.Holder == command.Person)
        {
            events.Add(new(stream, new EmailReleased(command.Person)));
        }

        return Decision.Append(events).Telling("person_id", command.Person);
    }
}
