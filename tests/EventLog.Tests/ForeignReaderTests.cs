using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.EventLog.Tests.Kit;
using HotMess.Integrations.Postgres.EventLog;
using JasperFx;
using JasperFx.Events;
using Marten;
using Npgsql;
using Shouldly;
using Weasel.Core;
using Xunit;

namespace HotMess.EventLog.Tests;

/// <summary>
/// A program of somebody else's, with types of its own and the settings of docs/reading-the-log.md, reads and
/// aggregates the streams; one that would change the tables to its taste is refused, and they stay as they are.
/// </summary>
public sealed class ForeignReaderTests(LogFixture fixture) : IClassFixture<LogFixture>, IAsyncLifetime
{
    private readonly string login = "foreign_" + Guid.CreateVersion7().ToString("N");
    private readonly PersonId one = new(Guid.CreateVersion7());
    private readonly PersonId other = new(Guid.CreateVersion7());
    private StreamName stream;
    private NpgsqlDataSource source = null!;

    public async ValueTask InitializeAsync()
    {
        await fixture.Database.ExecuteAsync($"create role {login} login in role hotmess_log_reader");
        source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(fixture.Database.OwnerConnectionString) { Username = login });
        stream = StreamName.TapPair(one, other);
        await using var log = fixture.Open(fixture.Options() with { Contracts = EventCatalog.All });
        await log.AcceptAsync(Append(new TapSent(one, NewTap(), one, other, TapKind.Woof, null)));
        await log.AcceptAsync(Append(
            new TapSent(null, NewTap(), other, one, TapKind.Tap, DateTimeOffset.UnixEpoch),
            new MatchMade(new MatchId(Guid.CreateVersion7()), one, other, TapKind.Tap, null)));
    }

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await fixture.Database.ExecuteAsync($"drop role {login}");
    }

    [Fact]
    public async Task It_reads_and_aggregates_a_stream_by_the_settings_that_are_told()
    {
        using var store = DocumentStore.For(Told);
        await using var session = store.QuerySession();

        var events = await session.Events.FetchStreamAsync(stream.Value, token: CancellationToken.None);
        var state = await session.Events.FetchStreamStateAsync(stream.Value, CancellationToken.None);
        var seen = await session.Events.AggregateStreamAsync<SeenPair>(stream.Value, token: CancellationToken.None);
        var match = await session.Events.QueryAllRawEvents()
            .Where(e => e.EventTypeName == "match_made" && e.StreamKey == stream.Value)
            .SingleAsync(CancellationToken.None);

        events.Select(e => e.Data.GetType()).ShouldBe([typeof(SeenTap), typeof(SeenTap), typeof(SeenMatch)]);
        events[0].Data.ShouldBe(new SeenTap(one.Value, other.Value, SeenKind.Woof, null));
        events[1].Data.ShouldBe(new SeenTap(other.Value, one.Value, SeenKind.Tap, DateTimeOffset.UnixEpoch));
        state.ShouldNotBeNull().Version.ShouldBe(3);
        seen.ShouldNotBeNull().ShouldSatisfyAllConditions(
            pair => pair.Taps.ShouldBe(2), pair => pair.Matched.ShouldBeTrue());
        match.Sequence.ShouldBe(events[2].Sequence);
    }

    [Fact]
    public async Task Martens_defaults_would_change_the_tables_and_are_refused()
    {
        var before = await ColumnsAsync();
        using var store = DocumentStore.For(options =>
        {
            Told(options);
            options.AutoCreateSchemaObjects = AutoCreate.CreateOrUpdate;
            options.Events.MetadataConfig.CausationIdEnabled = false;
        });
        await using var session = store.QuerySession();

        await Should.ThrowAsync<Exception>(
            () => session.Events.FetchStreamAsync(stream.Value, token: CancellationToken.None));

        (await ColumnsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task It_may_append_nothing()
    {
        using var store = DocumentStore.For(Told);
        await using var session = store.LightweightSession();
        session.Events.Append(stream.Value, new SeenTap(one.Value, other.Value, SeenKind.Tap, null));

        var refused = await Should.ThrowAsync<Exception>(() => session.SaveChangesAsync(CancellationToken.None));

        Causes(refused).OfType<PostgresException>().ShouldContain(cause => cause.SqlState == "42501");
    }

    [Theory]
    [InlineData("log.mt_events", true)]
    [InlineData("log.mt_streams", true)]
    [InlineData("log.batches", true)]
    [InlineData("log.tree_nodes", true)]
    [InlineData("log.sealed_fields", false)]
    [InlineData("log.commands", false)]
    [InlineData("keys.person_keys", false)]
    [InlineData("keys.secrets", false)]
    [InlineData("read_models.identities", false)]
    public async Task It_sees_the_log_and_nothing_that_is_sealed(string table, bool allowed) =>
        (await fixture.Database.ScalarAsync<bool>(
            """
            select has_schema_privilege($1, split_part($2, '.', 1), 'usage') and has_table_privilege($1, $2, 'select')
            """,
            login,
            table)).ShouldBe(allowed);

    private void Told(StoreOptions options)
    {
        options.Connection(source);
        options.DatabaseSchemaName = "log";
        options.AutoCreateSchemaObjects = AutoCreate.None;
        options.UseSystemTextJsonForSerialization(EnumStorage.AsString, Casing.CamelCase);
        options.Events.StreamIdentity = StreamIdentity.AsString;
        options.Events.MetadataConfig.CausationIdEnabled = true;
        options.Events.MapEventType<SeenTap>("tap_sent");
        options.Events.MapEventType<SeenMatch>("match_made");
    }

    private CommandRequest Append(params object[] events) => new(
        Notes.Key(null), null, Notes.Input("append"), [StreamUse.Of<TapPair>(stream)],
        (_, _) => Decision.Append(stream, events));

    private static TapId NewTap() => new(Guid.CreateVersion7());

    private Task<string?> ColumnsAsync() => fixture.Database.ScalarAsync<string>(
        """
        select string_agg(table_name || '.' || column_name, ',' order by table_name, column_name)
        from information_schema.columns where table_schema = 'log'
        """);

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException!)
        {
            yield return cause;
        }
    }
}

/// <summary>A kind of tap as the other program calls it.</summary>
public enum SeenKind
{
    Like,
    Tap,
    Woof,
    Boo,
    Save,
}

/// <summary>As much of <c>tap_sent</c> as the other program wants.</summary>
public sealed record SeenTap(Guid From, Guid To, SeenKind Kind, DateTimeOffset? OccurredAt);

/// <summary>As much of <c>match_made</c>.</summary>
public sealed record SeenMatch(Guid First, Guid Second);

/// <summary>What the other program makes of a stream.</summary>
public sealed class SeenPair
{
    public string Id { get; set; } = "";

    public int Taps { get; private set; }

    public bool Matched { get; private set; }

    public void Apply(SeenTap tap) => Taps++;

    public void Apply(SeenMatch match) => Matched = true;
}
