using HotMess.Api.Accounts;
using HotMess.Api.Subscriptions;
using HotMess.Integrations.Postgres;
using Npgsql;

namespace HotMess.Api.Hosting;

/// <summary>
/// What a server stands on; the caller of <see cref="Server.Builder"/> keeps ownership of the data sources.
/// </summary>
/// <param name="App">Connections as hotmess_app with durable commits: the log.</param>
/// <param name="Daemon">Connections as hotmess_app for Marten's daemon and Wolverine.</param>
/// <param name="Reader">Connections as hotmess_reader: every read on a caller's behalf.</param>
/// <param name="JwtSecret">At least 32 bytes: signs the tokens.</param>
/// <param name="MasterKey">32 bytes: wraps the people's keys.</param>
public sealed record ServerParts(
    NpgsqlDataSource App, NpgsqlDataSource Daemon, NpgsqlDataSource Reader, byte[] JwtSecret, byte[] MasterKey)
{
    /// <summary>The pools and secrets of an opened database.</summary>
    public static ServerParts Of(DatabaseAccess access) =>
        new(access.App, access.Daemon, access.Reader, access.Secrets.Jwt, access.Secrets.Master);
}

/// <summary>How a server behaves.</summary>
public sealed record ServerSettings
{
    /// <summary>Where it listens, e.g. <c>http://127.0.0.1:5080</c>; null where the host decides (tests).</summary>
    public string? Url { get; init; }

    /// <summary>See <see cref="Hosting.ReadyFile"/>; null for none.</summary>
    public string? ReadyFile { get; init; }

    /// <summary>See <see cref="Telemetry"/>; null for none.</summary>
    public TelemetryTarget? Telemetry { get; init; }

    /// <summary>Whether the log is written as a JSON object a line.</summary>
    public bool LogAsJson { get; init; }

    /// <summary>Rate limits.</summary>
    public RateLimitOptions Limits { get; init; } = new();

    /// <summary>How many passwords are hashed at once.</summary>
    public HashingOptions Hashing { get; init; } = new();

    /// <summary>What is done in the world.</summary>
    public EffectOptions Effects { get; init; } = new();

    /// <summary>The clock of tokens and limits.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>
    /// Where Wolverine's code is written while it is being generated; null in a server, which loads what was written.
    /// </summary>
    public string? CodeDirectory { get; init; }
}
