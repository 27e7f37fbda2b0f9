using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;

namespace HotMess.Api.Profiles;

/// <summary>Names the reservations of usernames by a keyed hash, so that no stream's name tells one.</summary>
public sealed class UsernameStreams(Sealing sealing)
{
    private const string Purpose = "username";

    /// <summary>The reservation of a username.</summary>
    public StreamName Of(string username) => StreamName.Username(sealing.KeyedHash(Purpose, username));
}
