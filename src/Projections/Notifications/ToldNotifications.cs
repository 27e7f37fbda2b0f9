using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres;
using HotMess.Projections.Runtime;
using Npgsql;
using NpgsqlTypes;

namespace HotMess.Projections.Notifications;

/// <summary>Finds whose a notification is: of a tap's nothing else says so.</summary>
/// <param name="app">As <c>hotmess_app</c>.</param>
public sealed class ToldNotifications(NpgsqlDataSource app)
{
    private static readonly string Sql = EmbeddedSql.Read("Notifications/Sql/find_told.sql");

    /// <summary>Null where there is no such notification, or it is not yet projected: nobody has seen it.</summary>
    /// <exception cref="TimeoutException">It was not answered in time.</exception>
    public async ValueTask<PersonId?> FindAsync(NotificationId notification, CancellationToken ct) =>
        await Bounded.RunAsync(token => LookUpAsync(notification, token), Bounded.Question, ct);

    private async ValueTask<PersonId?> LookUpAsync(NotificationId notification, CancellationToken ct)
    {
        await using var command = app.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = notification.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        return await command.ExecuteScalarAsync(ct) is Guid person ? new PersonId(person) : null;
    }
}
