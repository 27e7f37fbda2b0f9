using HotMess.Domain.Kernel;
using HotMess.Domain.Profiles;

namespace HotMess.Domain.Accounts;

/// <summary>
/// Erases a person: the log destroys his keys and sealed texts in the same transaction; his address and his username
/// are free again.
/// </summary>
public static class ErasePerson
{
    /// <param name="By">The person himself, or null for the service.</param>
    /// <param name="Person">Who is erased.</param>
    /// <param name="EmailStream">The reservation of his address, where it is known.</param>
    /// <param name="UsernameStream">The reservation of his username, where he has one.</param>
    public sealed record Command(
        PersonId? By, PersonId Person, StreamName? EmailStream, StreamName? UsernameStream = null);

    /// <summary>
    /// Tells <c>person_id</c>. <paramref name="email"/> and <paramref name="username"/> are the states of the
    /// reservations that the command names; where the profile holds another username by now, it is to be named again.
    /// </summary>
    public static Decision Decide(
        Account account, Profile profile, EmailReservation? email, UsernameReservation? username, Command command)
    {
        if (account.Person is null)
        {
            return Decision.Reject(AccountRejections.PersonAbsent);
        }

        if (account.Erased)
        {
            return Decision.Nothing().Telling("person_id", command.Person);
        }

        if (profile.UsernameStream != command.UsernameStream?.Value)
        {
            return Decision.Reject(ProfileRejections.UsernameMoved);
        }

        List<NewEvent> events = [new(StreamName.Account(command.Person), new PersonErased(command.By, command.Person))];
        if (command.EmailStream is { } stream && email?.Holder == command.Person)
        {
            events.Add(new(stream, new EmailReleased(command.Person)));
        }

        if (command.UsernameStream is { } name && username?.Holder == command.Person)
        {
            events.Add(new(name, new UsernameReleased(command.Person)));
        }

        return Decision.Append(events).Telling("person_id", command.Person);
    }
}
