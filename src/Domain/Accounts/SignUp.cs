using HotMess.Domain.Kernel;

namespace HotMess.Domain.Accounts;

/// <summary>Makes a person with a password, and signs him in.</summary>
public static class SignUp
{
    /// <param name="Person">Who he will be, and his address.</param>
    /// <param name="Password">The password whose hash is kept beside the events.</param>
    /// <param name="Session">His first session.</param>
    public sealed record Command(RegisterPerson.Command Person, PasswordId Password, SessionId Session);

    /// <summary>Tells <c>person_id</c> and <c>session_id</c>.</summary>
    public static Decision Decide(Account account, EmailReservation email, Command command)
    {
        var registered = RegisterPerson.Decide(account, email, command.Person);
        if (registered.Rejection is not null)
        {
            return registered;
        }

        var person = command.Person.Person;
        var decision = registered.Events.Count == 0
            ? Decision.Nothing()
            : Decision.Append(
            [
                .. registered.Events,
                new(StreamName.Account(person), new PasswordSet(person, person, command.Password)),
                .. PersonSessions.Initial.Opening(person, command.Session),
            ]);
        return decision.Telling("person_id", person).Telling("session_id", command.Session);
    }
}
