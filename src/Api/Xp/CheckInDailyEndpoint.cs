using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Xp;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Xp;

/// <summary>Checks the caller in for the day.</summary>
public static class CheckInDailyEndpoint
{
    /// <summary>Answers <c>entry_id</c>, the day's points; the outcome is unchanged where the day was done.</summary>
    [WolverinePost("/v1/daily-checkin")]
    [Allow(Role.Authenticated, Role.Admin)]
    [Answers(typeof(XpEntryDocument))]
    public static ValueTask<IResult> Post(Caller caller, CommandId id, Commands commands, CancellationToken ct) =>
        commands.RunAsync(Request(caller, id), ct);

    /// <summary>The command, for whichever face sends it: the same id is the same command on both.</summary>
    internal static CommandRequest Request(Caller caller, CommandId id)
    {
        var person = caller.Self();
        var command = new CheckInDaily.Command(person, person, new XpEntryId(Guid.CreateVersion7()));
        return new CommandRequest(
            id.KeyOf(caller),
            person,
            Commands.Input("check_in_daily", person),
            Streams(person),
            (states, time) => CheckInDaily.Decide(
                states.Get<XpAccount>(0), states.Get<Streak>(1), states.Get<Account>(2), time.Now, command));
    }

    /// <summary>Points, days in a row, account.</summary>
    internal static StreamUse[] Streams(PersonId person) =>
    [
        StreamUse.Of<XpAccount>(StreamName.Xp(person)),
        StreamUse.Of<Streak>(StreamName.Streak(person)),
        StreamUse.Of<Account>(StreamName.Account(person)),
    ];
}
