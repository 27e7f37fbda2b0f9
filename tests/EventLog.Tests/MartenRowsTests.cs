using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.EventLog.Tests.Kit;
using HotMess.Integrations.Postgres;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Testing;
using JasperFx;
using Marten;
using Npgsql;
using Shouldly;
using Xunit;

namespace HotMess.EventLog.Tests;

/// <summary>
/// What the appender writes is what Marten's own append writes, column by column, and Marten reads it so.
/// </summary>
public sealed class MartenRowsTests(LogFixture fixture) : IClassFixture<LogFixture>, IAsyncLifetime
{
    private const string Columns =
        """
        select table_name::text, column_name::text, data_type::text, is_nullable::text
        from information_schema.columns
        where table_schema = 'log' and table_name in ('mt_events', 'mt_streams') order by table_name, column_name
        """;

    private const string Events =
        """
        select to_jsonb(e) - array['id', 'timestamp'] from log.mt_events e where stream_id = $1 order by version
        """;

    private const string Streams =
        """
        select to_jsonb(s) - array['timestamp', 'created'] from log.mt_streams s where id = $1
        """;

    private readonly PersonId one = new(Guid.CreateVersion7());
    private readonly PersonId other = new(Guid.CreateVersion7());
    private TestDatabase stockDatabase = null!;
    private NpgsqlDataSource stockSource = null!;
    private DocumentStore stock = null!;

    public async ValueTask InitializeAsync()
    {
        stockDatabase = await TestDatabase.CreateEmptyAsync();
        stockSource = stockDatabase.OpenOwner();
        stock = DocumentStore.For(options =>
        {
            MartenSetup.Configure(options, stockSource);
            options.AutoCreateSchemaObjects = AutoCreate.All;
        });
        await stock.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        stock.Dispose();
        await stockSource.DisposeAsync();
        await stockDatabase.DisposeAsync();
    }

    [Fact]
    public async Task The_rows_are_those_of_Martens_own_append()
    {
        var stream = StreamName.TapPair(one, other);
        object[] first = [new TapSent(one, new TapId(Guid.CreateVersion7()), one, other, TapKind.Woof, null)];
        object[] second =
        [
            new TapSent(null, new TapId(Guid.CreateVersion7()), other, one, TapKind.Tap, DateTimeOffset.UnixEpoch),
            new MatchMade(new MatchId(Guid.CreateVersion7()), one, other, TapKind.Tap, null),
        ];
        await using (var session = stock.LightweightSession())
        {
            session.Events.StartStream<TapPair>(stream.Value, first);
            await session.SaveChangesAsync(CancellationToken.None);
            session.Events.Append(stream.Value, second);
            await session.SaveChangesAsync(CancellationToken.None);
        }

        await using var log = fixture.Open(fixture.Options() with { Contracts = EventCatalog.All });
        await log.AcceptAsync(Append(stream, first));
        await log.AcceptAsync(Append(stream, second));

        await using var ours = fixture.Database.OpenOwner();
        (await ReadAsync(ours, Columns)).ShouldBe(await ReadAsync(stockSource, Columns));
        var offset = await fixture.Database.ScalarAsync<long>(
            "select min(seq_id) - 1 from log.mt_events where stream_id = $1", stream.Value);
        (await ReadAsync(ours, Events, stream.Value))
            .Select((row, i) => row.Replace($"\"seq_id\": {offset + i + 1}", $"\"seq_id\": {i + 1}"))
            .ShouldBe(await ReadAsync(stockSource, Events, stream.Value));
        (await ReadAsync(ours, Streams, stream.Value)).ShouldBe(await ReadAsync(stockSource, Streams, stream.Value));
    }

    [Fact]
    public async Task The_times_are_the_appends_own_and_ids_are_of_version_7()
    {
        await using var log = fixture.Open();
        var before = await fixture.Database.ScalarAsync<DateTime>("select clock_timestamp()");
        await log.AcceptAsync(Notes.Write("times"));
        await log.AcceptAsync(Notes.Write("times"));
        var after = await fixture.Database.ScalarAsync<DateTime>("select clock_timestamp()");

        var rows = await fixture.RowsAsync(
            """
            select e.timestamp, s.timestamp, s.created, e.id
            from log.mt_events e join log.mt_streams s on s.id = e.stream_id
            where s.id = 'note-times' order by e.version
            """);

        rows.ShouldAllBe(row => (DateTime)row[0]! >= before && (DateTime)row[0]! <= after);
        rows[0][2].ShouldBe(rows[0][0]);
        rows[1][1].ShouldBe(rows[1][0]);
        rows.ShouldAllBe(row => ((Guid)row[3]!).Version == 7);
    }

    [Fact]
    public async Task A_foreign_program_reads_and_aggregates_the_streams()
    {
        await using var log = fixture.Open(fixture.Options() with { Contracts = EventCatalog.All });
        var stream = StreamName.TapPair(one, other);
        await log.AcceptAsync(Append(stream, new TapSent(one, NewTap(), one, other, TapKind.Tap, null)));
        await log.AcceptAsync(Append(stream, new TapSent(other, NewTap(), other, one, TapKind.Tap, null)));
        await using var source = fixture.Database.OpenOwner();
        using var foreign = DocumentStore.For(options =>
        {
            MartenSetup.Configure(options, source);
            MartenSetup.AddFold<TapPair>(options);
        });
        await using var session = foreign.QuerySession();

        var events = await session.Events.FetchStreamAsync(stream.Value, token: CancellationToken.None);
        var folded = await session.Events.AggregateStreamAsync<FoldedStream<TapPair>>(
            stream.Value, token: CancellationToken.None);
        var state = await session.Events.FetchStreamStateAsync(stream.Value, CancellationToken.None);

        events.Select(e => e.Data.GetType()).ShouldBe([typeof(TapSent), typeof(TapSent)]);
        folded.ShouldNotBeNull().State.Likes(other).ShouldBeTrue();
        state.ShouldNotBeNull().Version.ShouldBe(2);
    }

    private static TapId NewTap() => new(Guid.CreateVersion7());

    private static CommandRequest Append(StreamName stream, params object[] events) => new(
        Notes.Key(null), null, Notes.Input("append"), [StreamUse.Of<TapPair>(stream)],
        (_, _) => Decision.Append(stream, events));

    private static async Task<List<string>> ReadAsync(NpgsqlDataSource source, string sql, string? stream = null)
    {
        await using var command = source.CreateCommand(sql);
        if (stream is not null)
        {
            command.Parameters.Add(new() { Value = stream });
        }

        var rows = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetString(i))));
        }

        return rows;
    }
}
