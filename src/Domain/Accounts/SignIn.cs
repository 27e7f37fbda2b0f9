using HotMess.Domain.Kernel;

namespace HotMess.Domain.Accounts;

/// <summary>Opens a session for a person whose password was found to be right.</summary>
public static class SignIn
{
    /// <param name="Person">Who holds the address.</param>
    /// <param name="Password">The password that was found to be right; null where there was none to compare.</param>
    /// <param name="Session">The session's id, drawn for this sign-in.</param>
    public sealed record Command(PersonId Person, PasswordId? Password, SessionId Session);

    /// <summary>Tells <c>person_id</c> and <c>session_id</c>.</summary>
    public static Decision Decide(
        EmailReservation email, Account account, PersonSessions sessions, Command command)
    {
        if (email.Holder != command.Person || !account.IsPresent
            || command.Password is null || account.Password != command.Password)
        {
            return Decision.Reject(AccountRejections.CredentialsWrong);
        }

        var decision = sessions.Live.Contains(command.Session)
            ? Decision.Nothing()
            : Decision.Append([.. sessions.Opening(command.Person, command.Session)]);
        return decision.Telling("person_id", command.Person).Telling("session_id", command.Session);
    }
}
