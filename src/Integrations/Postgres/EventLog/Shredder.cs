namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>
/// Deletes what an erasure has left of a person's sealed texts: they cannot be read any more from its commit on, but
/// where they are very many the commit deletes only a part, so that it does not hold up the log.
/// </summary>
internal sealed class Shredder(EventLogOptions options)
{
    private const int AtOnce = 1_000;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Every);
        do
        {
            try
            {
                while (await ShredAsync(stop) > 0)
                {
                    continue;
                }
            }
            catch (Exception exception) when (LogFaults.IsUnavailable(exception) && !stop.IsCancellationRequested)
            {
                // It is there at the next look.
            }
        }
        while (await timer.WaitForNextTickAsync(stop));
    }

    private async ValueTask<int> ShredAsync(CancellationToken stop)
    {
        await using var command = options.DataSource.CreateCommand(LogSql.Shred);
        command.Parameters.Add(new Npgsql.NpgsqlParameter<int> { TypedValue = AtOnce });
        return (int)(await command.ExecuteScalarAsync(stop))!;
    }
}
