using FluentValidation;
using HotMess.Api.Hosting;
using HotMess.Domain.Kernel;
using HotMess.Domain.Notifications;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Notifications;

/// <summary>How far one has read.</summary>
/// <param name="Through">The position of the newest notification that was seen.</param>
public sealed record MarkAllNotificationsReadRequest(long Through) : IShaped<MarkAllNotificationsReadRequest>
{
    /// <inheritdoc />
    public static IValidator<MarkAllNotificationsReadRequest> Rules { get; } = new Validator();

    private sealed class Validator : AbstractValidator<MarkAllNotificationsReadRequest>
    {
        public Validator() => RuleFor(request => request.Through)
            .GreaterThan(0)
            .WithMessage("A position is at least 1.");
    }
}

/// <summary>Everything up to what the caller has seen has been read; what came since has not.</summary>
public static class MarkAllNotificationsReadEndpoint
{
    /// <summary>400 where no event has the position yet.</summary>
    [WolverinePost("/v1/notifications/read")]
    [Allow(Role.Authenticated, Role.Admin)]
    [Answers(typeof(NotificationsReadDocument))]
    public static async Task<IResult> Post(
        MarkAllNotificationsReadRequest request,
        Caller caller,
        CommandId id,
        Commands commands,
        EventLog log,
        CancellationToken ct)
    {
        var person = caller.Self();
        if (request.Through > (await log.HeadAsync(ct)).Position)
        {
            return Problems.PositionAhead();
        }

        var command = new MarkAllNotificationsRead.Command(person, person, request.Through);
        return await commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                person,
                Commands.Input("mark_all_notifications_read", request),
                [StreamUse.Of<PersonNotifications>(StreamName.Notifications(person))],
                (states, _) => MarkAllNotificationsRead.Decide(states.Get<PersonNotifications>(0), command)),
            ct);
    }
}

/// <summary>The answer as it is described to clients.</summary>
public sealed record NotificationsReadDocument(string Outcome, long Position);
