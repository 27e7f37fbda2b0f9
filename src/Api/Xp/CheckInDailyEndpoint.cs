using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Xp;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Xp;

/// <summary>A day's check-in.</summary>
/// <param name="From">For whom an importer acts.</param>
/// <param name="OccurredAt">When it was, where an importer says so; of a person in the order of his days.</param>
public sealed record CheckInDailyRequest(PersonId? From = null, DateTimeOffset? OccurredAt = null);

/// <summary>Checks the caller in for the day.</summary>
public static class CheckInDailyEndpoint
{
    /// <summary>Answers <c>entry_id</c>, the day's points; the outcome is unchanged where the day was done.</summary>
    [WolverinePost("/v1/daily-checkin")]
    [Allow(Role.Authenticated, Role.Admin, Role.Importer)]
    [Answers(typeof(XpEntryDocument))]
    public static ValueTask<IResult> Post(
        CheckInDailyRequest request, Caller caller, CommandId id, Commands commands, CancellationToken ct)
    {
        var person = caller.ActsFor(request.From);
        return commands.RunAsync(Request(caller, person, id, caller.Dates(request.OccurredAt)), ct);
    }

    /// <summary>The command, for whichever face sends it: the same id is the same command on both.</summary>
    /// <param name="decided">Told each decision with what it was made on; the last is the one that is stored.</param>
    internal static CommandRequest Request(
        Caller caller,
        PersonId person,
        CommandId id,
        DateTimeOffset? occurredAt = null,
        Action<StreamStates, Decision>? decided = null)
    {
        var command = new CheckInDaily.Command(
            caller.Person, person, new XpEntryId(Guid.CreateVersion7()), occurredAt);
        return new CommandRequest(
            id.KeyOf(caller),
            person,
            occurredAt is null
                ? Commands.Input("check_in_daily", person)
                : Commands.Input("check_in_daily", new CheckInDailyRequest(person, occurredAt), person),
            Streams(person),
            (states, time) =>
            {
                var decision = CheckInDaily.Decide(
                    states.Get<XpAccount>(0), states.Get<Streak>(1), states.Get<Account>(2), time.Now, command);
                decided?.Invoke(states, decision);
                return decision;
            });
    }

    /// <summary>Points, days in a row, account.</summary>
    internal static StreamUse[] Streams(PersonId person) =>
    [
        StreamUse.Of<XpAccount>(StreamName.Xp(person)),
        StreamUse.Of<Streak>(StreamName.Streak(person)),
        StreamUse.Of<Account>(StreamName.Account(person)),
    ];
}
