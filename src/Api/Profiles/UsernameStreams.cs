using HotMess.Domain.Kernel;
using HotMess.Domain.Profiles;
using HotMess.Integrations.Postgres.EventLog;

namespace HotMess.Api.Profiles;

/// <summary>Names the reservations of usernames by a keyed hash, so that no stream's name tells one.</summary>
public sealed class UsernameStreams(Sealing sealing)
{
    /// <summary>So often a username may move between looking and deciding.</summary>
    public const int MostLooks = 4;

    private const string Purpose = "username";

    /// <summary>Whether the reservation that was looked up is another by now, or none was looked up yet.</summary>
    public static bool HasMoved(CommandResult? result) =>
        result is null || (result is CommandResult.Rejected no && no.Rejection == ProfileRejections.UsernameMoved);

    /// <summary>The reservation of a username.</summary>
    public StreamName Of(string username) => StreamName.Username(sealing.KeyedHash(Purpose, username));
}
