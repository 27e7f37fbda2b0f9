using HotMess.Api.Hosting;
using HotMess.Domain.Achievements;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Achievements;

/// <summary>Something that a person achieved.</summary>
/// <param name="Achievement">A name of the catalogue.</param>
public sealed record UnlockAchievementRequest(PersonId Person, Achievement Achievement);

/// <summary>Unlocks an achievement for a person; nobody does for himself.</summary>
public static class UnlockAchievementEndpoint
{
    /// <summary>Answers <c>unlock_id</c>; the outcome is unchanged where it was unlocked.</summary>
    [WolverinePost("/v1/achievements/unlocks")]
    [Allow(Role.ServiceRole, Role.Admin)]
    [Answers(typeof(UnlockDocument))]
    public static ValueTask<IResult> Post(
        UnlockAchievementRequest request, Caller caller, CommandId id, Commands commands, CancellationToken ct)
    {
        var command = new UnlockAchievement.Command(caller.Person, request.Person, request.Achievement);
        return commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                request.Person,
                Commands.Input("unlock_achievement", request),
                UnlockAchievementReaction.Streams(command),
                (states, _) => UnlockAchievementReaction.Decide(states, command)),
            ct);
    }
}

/// <summary>The answer as it is described to clients.</summary>
public sealed record UnlockDocument(string Outcome, long Position, UnlockId UnlockId);
