using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Xp;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Xp;

/// <summary>A person's experience is to be set right.</summary>
/// <param name="Amount">Points to the person or, below zero, from him; 0 leaves a note alone.</param>
/// <param name="Reason">1 to 500 characters; the person reads it.</param>
public sealed record AdjustXpRequest(PersonId Person, long Amount, string Reason);

/// <summary>Sets a person's experience right.</summary>
public static class AdjustXpEndpoint
{
    /// <summary>Answers <c>entry_id</c>.</summary>
    [WolverinePost("/v1/xp/adjustments")]
    [Allow(Role.ServiceRole, Role.Admin)]
    [Answers(typeof(XpEntryDocument))]
    public static ValueTask<IResult> Post(
        AdjustXpRequest request, Caller caller, CommandId id, Commands commands, CancellationToken ct)
    {
        var command = new AdjustXp.Command(
            caller.Person, request.Person, request.Amount, request.Reason, new XpEntryId(Guid.CreateVersion7()));
        return commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                request.Person,
                Commands.Input("adjust_xp", request),
                [
                    StreamUse.Of<XpAccount>(StreamName.Xp(request.Person)),
                    StreamUse.Of<Account>(StreamName.Account(request.Person)),
                ],
                (states, _) => AdjustXp.Decide(states.Get<XpAccount>(0), states.Get<Account>(1), command)),
            ct);
    }
}
