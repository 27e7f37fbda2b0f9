using HotMess.Integrations.Postgres.EventLog;

namespace HotMess.Integrations.Postgres;

/// <summary>What goes wrong because the database is away, and is right again when it is back.</summary>
public static class Outage
{
    private const int Deepest = 16;

    /// <summary>Whether a failure, or what caused it, is one.</summary>
    public static bool IsBehind(Exception? failure)
    {
        for (var depth = 0; failure is not null && depth < Deepest; depth++)
        {
            if (LogFaults.IsUnavailable(failure))
            {
                return true;
            }

            failure = failure.InnerException;
        }

        return false;
    }
}
