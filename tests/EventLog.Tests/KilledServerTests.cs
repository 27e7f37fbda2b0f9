using HotMess.EventLog.Tests.Kit;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Testing;
using Shouldly;
using Xunit;

namespace HotMess.EventLog.Tests;

/// <summary>
/// PostgreSQL killed under load: what was acknowledged is there once, and the sequence is behind, never ahead.
/// </summary>
public sealed class KilledServerTests
{
    private const int Callers = 16;

    [Fact]
    public async Task Every_acknowledged_command_is_found_again_once()
    {
        using var cluster = await TestServer.StartOwnAsync();
        await using var database = await TestDatabase.CreateOnAsync(cluster);
        await using var access = await database.OpenAsync(30);
        var options = new EventLogOptions
        {
            DataSource = access.App,
            MasterKey = access.Secrets.Master,
            Contracts = Notes.Contracts,
        };
        await using var log = new Log(options);
        var acknowledged = 0;
        var killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var callers = Enumerable.Range(0, Callers)
            .Select(caller => WriteUntilAsync(log, caller, killed.Task, () => Interlocked.Increment(ref acknowledged)))
            .ToArray();
        await Eventually.HoldsAsync(() => Task.FromResult(Volatile.Read(ref acknowledged) > 300), "the load runs");

        cluster.Kill();
        await cluster.StartServerAsync();
        (await database.ScalarAsync<bool>(
            """
            select case when is_called then last_value else 0 end <= coalesce(e.last, 0)
            from log.mt_events_sequence, (select max(seq_id) as last from log.mt_events) e
            """)).ShouldBeTrue();
        killed.SetResult();
        var written = (await Task.WhenAll(callers)).Sum();

        (await database.ScalarAsync<long>("select count(*) from log.mt_events")).ShouldBe(written);
        (await database.ScalarAsync<long>("select max(seq_id) from log.mt_events")).ShouldBe(written);
        await using var owner = database.OpenOwner();
        (await TreeCheck.VerifyAsync(owner, CancellationToken.None)).Fault.ShouldBeNull();
    }

    /// <summary>
    /// Writes, each command until it is acknowledged, and stops with the first one after the server is back.
    /// </summary>
    private static async Task<int> WriteUntilAsync(Log log, int caller, Task back, Action acknowledged)
    {
        for (var i = 0; ; i++)
        {
            var stop = back.IsCompleted;
            await WriteAsync(log, Notes.Write($"killed-{(caller + i) % 10}", id: $"killed-{caller}-{i}"));
            acknowledged();
            if (stop)
            {
                return i + 1;
            }
        }
    }

    private static async Task WriteAsync(Log log, CommandRequest request)
    {
        while (true)
        {
            try
            {
                await log.AcceptAsync(request);
                return;
            }
            catch (LogUnavailableException)
            {
                // As a caller is told to: again, with the same id.
            }
        }
    }
}
