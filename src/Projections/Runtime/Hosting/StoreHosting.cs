using HotMess.Integrations.Postgres;
using JasperFx;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wolverine;
using Wolverine.Marten;

namespace HotMess.Projections.Runtime.Hosting;

/// <summary>Marten's store with the projections, hosted and distributed by Wolverine.</summary>
public static class StoreHosting
{
    /// <summary>The schema of Wolverine's message storage.</summary>
    public const string WolverineSchema = "wolverine";

    /// <summary>
    /// Adds Marten with every projection. Wolverine decides which process runs which of them, so no daemon of Marten's own is
    /// added: both together are refused at start.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="database">As role hotmess_app.</param>
    /// <param name="configure">More options, e.g. live aggregations and the wakeup.</param>
    public static IServiceCollection AddHotMessStore(
        this IServiceCollection services, NpgsqlDataSource database, Action<StoreOptions>? configure = null)
    {
        services.AddMarten(options =>
            {
                MartenSetup.Configure(options, database);
                configure?.Invoke(options);
            })
            .UseLightweightSessions()
            .IntegrateWithWolverine(integration =>
            {
                integration.MessageStorageSchemaName = WolverineSchema;
                integration.TransportSchemaName = WolverineSchema;
                integration.AutoCreate = AutoCreate.None;
                integration.UseWolverineManagedEventSubscriptionDistribution = true;
            });
        return services;
    }

    /// <summary>
    /// Wolverine's half: several processes share the work, a projection starts within a second or so of the first process and
    /// moves within four of a process's end.
    /// </summary>
    public static void Configure(WolverineOptions options)
    {
        options.AutoBuildMessageStorageOnStartup = AutoCreate.None;
        options.Durability.MessageStorageSchemaName = WolverineSchema;
        options.Durability.Mode = DurabilityMode.Balanced;
        options.Durability.FirstHealthCheckExecution = TimeSpan.Zero;
        options.Durability.HealthCheckPollingTime = TimeSpan.FromSeconds(1);
        options.Durability.StaleNodeTimeout = TimeSpan.FromSeconds(3);
        options.Durability.CheckAssignmentPeriod = TimeSpan.FromSeconds(1);
    }
}
