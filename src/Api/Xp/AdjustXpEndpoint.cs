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
/// <param name="Type">As what it is to be read, 1 to 100 visible ASCII characters; adjustment where it is not
/// given.</param>
/// <param name="ReferenceType">What the reference is one of, as long.</param>
/// <param name="Reference">Of that type: it is made once, as long; any number of adjustments may have none.</param>
public sealed record AdjustXpRequest(
    PersonId Person,
    long Amount,
    string Reason,
    string? Type = null,
    string? ReferenceType = null,
    string? Reference = null);

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
            caller.Person,
            request.Person,
            request.Amount,
            request.Reason,
            new XpEntryId(Guid.CreateVersion7()),
            request.Type,
            request.ReferenceType,
            request.Reference);
        return commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                request.Person,
                Commands.Input("adjust_xp", request),
                Streams(request),
                (states, _) => AdjustXp.Decide(
                    states.Get<XpAccount>(0),
                    request.Reference is null ? XpReference.Initial : states.Get<XpReference>(2),
                    states.Get<Account>(1),
                    command)),
            ct);
    }

    private static List<StreamUse> Streams(AdjustXpRequest request)
    {
        List<StreamUse> streams =
        [
            StreamUse.Of<XpAccount>(StreamName.Xp(request.Person)),
            StreamUse.Of<Account>(StreamName.Account(request.Person)),
        ];
        if (request.Reference is { } reference)
        {
            var name = AdjustXp.ReferenceOf(request.Person, request.Type, request.ReferenceType, reference);
            streams.Add(StreamUse.Once<XpReference>(name));
        }

        return streams;
    }
}
