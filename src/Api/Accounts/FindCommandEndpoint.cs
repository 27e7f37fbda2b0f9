using HotMess.Api.Hosting;
using Wolverine.Http;

namespace HotMess.Api.Accounts;

/// <summary>What became of a command.</summary>
public static class FindCommandEndpoint
{
    /// <summary>The answer that the caller's command of this id got, or 404 where nothing stands under it.</summary>
    [WolverineGet("/v1/commands/{id}")]
    [Allow(Role.Authenticated, Role.Admin, Role.ServiceRole, Role.Importer)]
    [Answers(typeof(CommandDocument))]
    public static ValueTask<IResult> Get(
        string id, HttpContext context, Caller caller, Commands commands, CancellationToken ct) =>
        CommandId.TryParse(CommandId.InPath(context, id), out var command)
            ? commands.FindAsync(command.KeyOf(caller), ct)
            : ValueTask.FromResult<IResult>(Problems.Absent("command"));
}
