using System.Text.Json;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Integrations.Postgres;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Projections.Runtime.Daemon;
using HotMess.Projections.Tests.Kit;
using HotMess.Testing;
using JasperFx.Events;
using Marten;
using Shouldly;
using Xunit;

namespace HotMess.Projections.Tests;

/// <summary>What this process has stored reaches its projections without being loaded, as if it had been.</summary>
public sealed class FreshEventsTests : IAsyncLifetime
{
    private static readonly HashSet<Type> Everything = [.. EventCatalog.All.Select(contract => contract.Type)];
    private ProjectionBed bed = null!;

    public async ValueTask InitializeAsync() => bed = await ProjectionBed.CreateAsync();

    public ValueTask DisposeAsync() => bed.DisposeAsync();

    [Fact]
    public async Task Every_contract_is_as_Marten_reads_it()
    {
        foreach (var contract in EventCatalog.All)
        {
            await bed.Log.AppendAsync(
                new NewEvent(StreamName.Account(new PersonId(Guid.CreateVersion7())), Sample.Of(contract.Type)));
        }

        await bed.ExecuteAsync("alter table log.mt_events disable trigger append_only; "
            + "update log.mt_events set causation_id = 'a_policy 3' where seq_id % 2 = 0");
        var taken = new List<IEvent>();
        var fresh = Fresh();
        foreach (var batch in await BatchesAsync())
        {
            fresh.Offer(batch);
        }

        fresh.TakeAfter(0, bed.Log.Head, Everything, taken).ShouldBe(bed.Log.Head);
        await using var query = bed.Store.QuerySession();
        var read = await query.Events.QueryAllRawEvents().OrderBy(e => e.Sequence).ToListAsync();
        taken.Count.ShouldBe(EventCatalog.All.Count);
        taken.Select(Text).ShouldBe(read.Select(Text));
    }

    [Fact]
    public async Task What_another_process_has_stored_between_is_left_to_be_loaded()
    {
        await AppendAsync(6);
        var batches = await BatchesAsync();
        var fresh = Fresh();
        foreach (var own in (int[])[0, 1, 3, 4])
        {
            fresh.Offer(batches[own]);
        }

        var taken = new List<IEvent>();
        fresh.TakeAfter(0, 6, Everything, taken).ShouldBe(0);
        fresh.TakeAfter(3, 4, Everything, taken).ShouldBe(4);
        fresh.TakeAfter(4, 6, [], taken).ShouldBe(5);
        taken.Select(e => e.Sequence).ShouldBe([4]);
        fresh.TakeAfter(3, 6, Everything, taken).ShouldBe(3);
    }

    [Fact]
    public async Task The_daemon_does_not_load_what_it_was_offered()
    {
        using var daemon = await bed.StartDaemonAsync();
        string[] all = [.. bed.Projections.Select(projection => projection.Name)];
        await AppendAsync(1);
        bed.Wakeup.Set();
        await bed.SettledAsync(all);
        var before = bed.Daemon.Loads;
        await AppendAsync(5);
        foreach (var batch in (await BatchesAsync())[1..])
        {
            bed.Daemon.Offer(batch);
        }

        bed.Wakeup.Set();
        await bed.SettledAsync(all);
        bed.Daemon.Loads.ShouldBe(before);
        (await bed.ScalarAsync<long>("select count(*) from read_models.taps")).ShouldBe(6);
    }

    private async Task AppendAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var person = new PersonId(Guid.CreateVersion7());
            var other = new PersonId(Guid.CreateVersion7());
            await bed.Log.AppendAsync(new NewEvent(
                StreamName.TapPair(person, other),
                new TapSent(person, new TapId(Guid.CreateVersion7()), person, other, TapKind.Tap, null)));
        }
    }

    private FreshEvents Fresh() =>
        new(((IEventStore<IDocumentOperations, IQuerySession>)bed.Store).Registry, SharedDaemon.KeptEvents);

    // One batch an event, as the appender would have told them.
    private async Task<List<AppendedBatch>> BatchesAsync()
    {
        await using var command = bed.Owner.CreateCommand("""
            select e.seq_id, e.id, e.stream_id, s.type, e.version, e.type, e.data::text, e.causation_id, e.timestamp
            from log.mt_events as e join log.mt_streams as s on s.id = e.stream_id order by e.seq_id
            """);
        await using var row = await command.ExecuteReaderAsync();
        var batches = new List<AppendedBatch>();
        while (await row.ReadAsync())
        {
            batches.Add(new AppendedBatch(
                row.GetFieldValue<DateTimeOffset>(8),
                [
                    new AppendedEvent(
                        row.GetInt64(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetInt64(4),
                        row.GetString(5), row.GetFieldValue<byte[]>(6), row.IsDBNull(7) ? null : row.GetString(7)),
                ]));
        }

        return batches;
    }

    private static string Text(IEvent e) => string.Join(
        '|', e.Sequence, e.Id, e.StreamKey, e.Version, e.Timestamp, e.CausationId, e.CorrelationId, e.EventTypeName,
        e.DotNetTypeName, e.TenantId, e.IsArchived, e.EventType.FullName,
        JsonSerializer.Serialize(e.Data, e.EventType, LogJson.Options));
}
