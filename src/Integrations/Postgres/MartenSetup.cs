using HotMess.Domain.Kernel;
using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Npgsql;

namespace HotMess.Integrations.Postgres;

/// <summary>
/// What Marten has to know about the log: identity, JSON, stored names, schema. Migrations make what it stands on.
/// </summary>
public static class MartenSetup
{
    /// <summary>The schema of Marten's and the appender's tables.</summary>
    public const string Schema = "log";

    /// <summary>
    /// How long Marten waits before it takes a number for lost; the appender leaves none out, so this is a last resort.
    /// </summary>
    public static readonly TimeSpan StaleSequenceThreshold = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Sets every option that decides what stands in the tables, and the strictness of projections. The store never
    /// changes the schema, and the role that it connects as could not.
    /// </summary>
    /// <param name="options">Options of a store.</param>
    /// <param name="database">As role hotmess_app on a server; as the owner where a script is written.</param>
    public static void Configure(StoreOptions options, NpgsqlDataSource database)
    {
        options.Connection(database);
        options.DatabaseSchemaName = Schema;
        options.AutoCreateSchemaObjects = AutoCreate.None;
        options.DisableNpgsqlLogging = true;
        options.Serializer(new LogSerializer());
        options.Events.DatabaseSchemaName = Schema;
        options.Events.StreamIdentity = StreamIdentity.AsString;
        options.Events.MetadataConfig.CausationIdEnabled = true;
        foreach (var contract in EventCatalog.All)
        {
            options.Events.MapEventType(contract.Type, contract.Name);
        }

        BeStrict(options);
    }

    /// <summary>
    /// Lets Marten aggregate streams whose state is <typeparamref name="TState"/>, live, by the state's own Evolve. For
    /// programs that read the log with our types; the server folds many streams in one round trip of its own.
    /// </summary>
    public static void AddFold<TState>(StoreOptions options)
        where TState : class, IFolded<TState> =>
        options.Projections.Add(new FoldedStreamProjection<TState>(), ProjectionLifecycle.Live);

    private static void BeStrict(StoreOptions options)
    {
        var projections = options.Projections;
        projections.StaleSequenceThreshold = StaleSequenceThreshold;
        projections.Errors.SkipApplyErrors = false;
        projections.Errors.SkipSerializationErrors = false;
        projections.Errors.SkipUnknownEvents = false;
        projections.RebuildErrors.SkipApplyErrors = false;
        projections.RebuildErrors.SkipSerializationErrors = false;
        projections.RebuildErrors.SkipUnknownEvents = false;
    }
}
