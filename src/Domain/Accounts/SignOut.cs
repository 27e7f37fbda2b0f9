using HotMess.Domain.Kernel;

namespace HotMess.Domain.Accounts;

/// <summary>Which of a person's sessions end.</summary>
public enum SignOutScope
{
    /// <summary>The one that is named.</summary>
    This,

    /// <summary>All but the one that is named.</summary>
    Others,

    /// <summary>All.</summary>
    All,
}

/// <summary>Ends sessions of a person.</summary>
public static class SignOut
{
    /// <param name="By">The person himself, or null for the server.</param>
    /// <param name="Session">Of which <paramref name="Scope"/> speaks; null where the caller has none.</param>
    public sealed record Command(
        PersonId? By, PersonId Person, SessionId? Session, SignOutScope Scope, SessionEndReason Reason);

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

        if (command.Session is null && command.Scope == SignOutScope.This)
        {
            return Decision.Reject(AccountRejections.SessionAbsent);
        }

        var stream = StreamName.Sessions(command.Person);
        var ended = sessions.Live.Where(session => Ends(session, command)).Select(session =>
            new NewEvent(stream, new SessionEnded(command.By, command.Person, session, command.Reason)));
        return Decision.Append([.. ended]).Telling("person_id", command.Person);
    }

    private static bool Ends(SessionId session, Command command) => command.Scope switch
    {
        SignOutScope.This => session == command.Session,
        SignOutScope.Others => session != command.Session,
        _ => true,
    };
}
