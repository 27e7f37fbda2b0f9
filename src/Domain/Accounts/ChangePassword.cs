using HotMess.Domain.Kernel;

namespace HotMess.Domain.Accounts;

/// <summary>Gives a person another password; whoever is signed in elsewhere is signed out.</summary>
public static class ChangePassword
{
    /// <param name="Old">The password that was found to be right; null where there was none to compare.</param>
    /// <param name="New">The password whose hash is kept beside the events.</param>
    /// <param name="Keep">The session that goes on; null where all end.</param>
    public sealed record Command(PersonId Person, PasswordId? Old, PasswordId New, SessionId? Keep);

    /// <summary>Tells <c>person_id</c>.</summary>
    public static Decision Decide(Account account, PersonSessions sessions, Command command)
    {
        if (account.Erased)
        {
            return Decision.Reject(AccountRejections.PersonGone);
        }

        if (account.Person is null)
        {
            return Decision.Reject(AccountRejections.PersonAbsent);
        }

        if (account.Password == command.New)
        {
            return Decision.Nothing().Telling("person_id", command.Person);
        }

        if (command.Old is null || account.Password != command.Old)
        {
            return Decision.Reject(AccountRejections.PasswordWrong);
        }

        var person = command.Person;
        var ended = sessions.Live.Where(session => session != command.Keep).Select(session => new NewEvent(
            StreamName.Sessions(person), new SessionEnded(person, person, session, SessionEndReason.PasswordChanged)));
        return Decision
            .Append([new(StreamName.Account(person), new PasswordSet(person, person, command.New)), .. ended])
            .Telling("person_id", person);
    }
}
