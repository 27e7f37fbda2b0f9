using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Xp;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Xp;

/// <summary>Points that a person earned.</summary>
/// <param name="Action">One of the table's.</param>
/// <param name="Reference">By what: 1 to 100 visible ASCII characters; it earns once.</param>
/// <param name="Amount">Of a scan alone: what its beacon says.</param>
public sealed record AwardXpRequest(PersonId Person, XpAction Action, string Reference, long? Amount = null);

/// <summary>Awards a person what an action earns; nobody earns by his own word.</summary>
public static class AwardXpEndpoint
{
    /// <summary>Answers <c>entry_id</c>.</summary>
    [WolverinePost("/v1/xp/awards")]
    [Allow(Role.ServiceRole)]
    [Answers(typeof(XpEntryDocument))]
    public static ValueTask<IResult> Post(
        AwardXpRequest request, Caller caller, CommandId id, Commands commands, CancellationToken ct)
    {
        var command = new AwardXp.Command(
            caller.Person,
            request.Person,
            request.Action,
            request.Reference,
            request.Amount,
            new XpEntryId(Guid.CreateVersion7()));
        var reference = XpReference.Of(request.Person, request.Action, request.Reference);
        return commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                request.Person,
                Commands.Input("award_xp", request),
                [
                    StreamUse.Of<XpAccount>(StreamName.Xp(request.Person)),
                    StreamUse.Once<XpReference>(reference),
                    StreamUse.Of<Account>(StreamName.Account(request.Person)),
                ],
                (states, _) => AwardXp.Decide(
                    states.Get<XpAccount>(0), states.Get<XpReference>(1), states.Get<Account>(2), command)),
            ct);
    }
}

/// <summary>The answer of verbs that make an entry as it is described to clients.</summary>
public sealed record XpEntryDocument(string Outcome, long Position, XpEntryId EntryId);
