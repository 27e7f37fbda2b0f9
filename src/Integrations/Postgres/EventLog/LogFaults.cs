using System.Net.Sockets;
using Npgsql;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>Which faults pass by themselves, so that trying again helps.</summary>
internal static class LogFaults
{
    /// <summary>Between two tries.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>The server, its load or its locks are at fault and not the statement.</summary>
    public static bool IsPassing(PostgresException refusal) =>
        refusal.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled
            or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.ReadOnlySqlTransaction
        || EndsConnection(refusal)
        || refusal.SqlState.StartsWith("53", StringComparison.Ordinal)
        || refusal.SqlState.StartsWith("58", StringComparison.Ordinal);

    /// <summary>The session is over: whether it had committed is not known.</summary>
    public static bool EndsConnection(PostgresException refusal) =>
        refusal.SqlState == "25P03"
        || refusal.SqlState.StartsWith("57P", StringComparison.Ordinal)
        || refusal.SqlState.StartsWith("08", StringComparison.Ordinal);

    /// <summary>The database cannot be reached, or is too slow.</summary>
    public static bool IsUnavailable(Exception exception) =>
        exception is PostgresException refusal
            ? IsPassing(refusal)
            : exception is NpgsqlException or TimeoutException or IOException or SocketException;
}
