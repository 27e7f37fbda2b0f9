using JasperFx.Events;
using JasperFx.Events.Daemon;
using Marten.Storage;
using Npgsql;

namespace HotMess.Projections.Runtime;

/// <summary>
/// Finds the event that makes the database refuse a page: the last one of the shortest beginning that it refuses. Every
/// try is rolled back. Only a failed page pays for it, about twelve tries for the largest one.
/// </summary>
internal sealed class PageBisection(IMartenDatabase database, Func<int, IPageFold> fold, IReadOnlyList<IEvent> events)
{
    /// <summary>SQLSTATE of the page guard: not the events' fault.</summary>
    public const string GuardRefused = "HM004";

    /// <summary>The failure with its event, or null where the failure is not an event's fault.</summary>
    public ApplyEventException? NameCulprit(Exception failure)
    {
        if (failure is not PostgresException { IsTransient: false } refusal || refusal.SqlState == GuardRefused)
        {
            return null;
        }

        if (Try(events.Count) is null)
        {
            return null;
        }

        var (accepted, refused) = (0, events.Count);
        while (refused - accepted > 1)
        {
            var middle = (accepted + refused) / 2;
            if (Try(middle) is null)
            {
                accepted = middle;
            }
            else
            {
                refused = middle;
            }
        }

        return new ApplyEventException(events[refused - 1], failure);
    }

    private PostgresException? Try(int count)
    {
        using var connection = database.CreateConnection();
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var statement in fold(count).Statements())
        {
            batch.BatchCommands.Add(statement.ToCommand());
        }

        if (batch.BatchCommands.Count == 0)
        {
            return null;
        }

        try
        {
            batch.ExecuteNonQuery();
            return null;
        }
        catch (PostgresException e)
        {
            return e;
        }
    }
}
