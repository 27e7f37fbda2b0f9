using HotMess.Api.Hosting;
using Npgsql;

namespace HotMess.Api.Subscriptions;

/// <summary>Notes which effects are done.</summary>
/// <param name="database">As role hotmess_app, with durable commits: once this has returned Wolverine notes the message
/// as done, and tries that again where a crash of the database came between.</param>
public sealed class EffectRecords(NpgsqlDataSource database)
{
    private static readonly string Finish = Reads.Statement("Subscriptions/finish_effect.sql").Sql;

    /// <summary>It is done. Where this is lost, it is done again under the same key.</summary>
    public async Task FinishAsync(EffectKey key, CancellationToken ct)
    {
        await using var command = database.CreateCommand(Finish);
        command.Parameters.Add(new() { Value = key.Position });
        command.Parameters.Add(new() { Value = key.Effect });
        command.Parameters.Add(new() { Value = key.Receiver.Value });
        await command.ExecuteNonQueryAsync(ct);
    }
}
