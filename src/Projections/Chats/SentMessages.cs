using System.Text.Json;
using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres;
using HotMess.Projections.Runtime;
using Npgsql;
using NpgsqlTypes;

namespace HotMess.Projections.Chats;

/// <summary>
/// Finds the event that sent a message. The projection only says where it stands in the thread's stream; what is told
/// of it is the log's.
/// </summary>
/// <param name="app">As <c>hotmess_app</c>.</param>
public sealed class SentMessages(NpgsqlDataSource app)
{
    private static readonly string Sql = EmbeddedSql.Read("Chats/Sql/find_sent_message.sql");

    /// <summary>Null where the thread has no such message.</summary>
    /// <exception cref="TimeoutException">It was not answered in time.</exception>
    public async ValueTask<SentMessage?> FindAsync(ThreadId thread, MessageId message, CancellationToken ct) =>
        await Bounded.RunAsync(token => LookUpAsync(thread, message, token), Bounded.Question, ct);

    private async ValueTask<SentMessage?> LookUpAsync(ThreadId thread, MessageId message, CancellationToken ct)
    {
        await using var command = app.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = thread.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new() { Value = message.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(PageParameter.Of(StreamName.Thread(thread).Value).ToNpgsql());
        await using var row = await command.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct))
        {
            return null;
        }

        var sent = JsonSerializer.Deserialize<MessageSent>(row.GetString(0), LogJson.Options)!;
        return sent.Message == message ? new SentMessage(message, sent.From, sent.Sequence, sent.SentAt) : null;
    }
}
