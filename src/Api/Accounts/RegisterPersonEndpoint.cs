using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Accounts;

/// <summary>A person.</summary>
/// <param name="Email">Nobody else's.</param>
/// <param name="DisplayName">What others see; 1 to 80 characters.</param>
/// <param name="OccurredAt">When it was, where an importer says so.</param>
public sealed record RegisterPersonRequest(string Email, string? DisplayName = null, DateTimeOffset? OccurredAt = null);

/// <summary>Makes a person.</summary>
public static class RegisterPersonEndpoint
{
    /// <summary>Answers <c>person_id</c>.</summary>
    [WolverinePost("/v1/people")]
    [Allow(Role.ServiceRole, Role.Importer)]
    [Answers(typeof(PersonDocument))]
    public static ValueTask<IResult> Post(
        RegisterPersonRequest request,
        Caller caller,
        CommandId id,
        Commands commands,
        EmailStreams emails,
        CancellationToken ct)
    {
        var person = new PersonId(Guid.CreateVersion7());
        var email = RegisterPerson.Normalise(request.Email);
        var reservation = emails.Of(email);
        var command = new RegisterPerson.Command(
            caller.Person, person, email, reservation, request.DisplayName, caller.Dates(request.OccurredAt));
        return commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                person,
                Commands.Input("register_person", request),
                [
                    StreamUse.Of<Account>(StreamName.Account(person), usuallyNew: true),
                    StreamUse.Of<EmailReservation>(reservation, usuallyNew: true),
                ],
                (states, _) => RegisterPerson.Decide(
                    states.Get<Account>(0), states.Get<EmailReservation>(1), command))
            {
                NewSubject = person,
            },
            ct);
    }
}

/// <summary>The answer of verbs about a person as it is described to clients.</summary>
public sealed record PersonDocument(string Outcome, long Position, PersonId PersonId);
