using HotMess.Integrations.Postgres;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Projections.Runtime.Daemon;
using HotMess.Projections.Runtime.Watch;
using JasperFx;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Wolverine;
using Wolverine.Marten;
using Wolverine.Runtime;
using Wolverine.Runtime.Agents;
using IProjectionCoordinator = Marten.Events.Daemon.Coordination.IProjectionCoordinator;

namespace HotMess.Projections.Runtime.Hosting;

/// <summary>Marten's store with the projections, hosted and distributed by Wolverine.</summary>
public static class StoreHosting
{
    /// <summary>The schema of Wolverine's message storage.</summary>
    public const string WolverineSchema = "wolverine";

    /// <summary>
    /// Adds Marten with every projection, their health and their rebuild. Wolverine decides which process runs which of
    /// them, so no daemon of Marten's own is added: both together are refused at start. Needs <see cref="EventLog"/>,
    /// <see cref="Sealing"/> and a <see cref="TimeProvider"/> among the services.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="daemon">As role hotmess_app; its commits may be lost with a crash, for rows and positions go back
    /// together.</param>
    /// <param name="subscriptions">Names of what else the daemon runs: it is shown and retried like projections.
    /// </param>
    public static IServiceCollection AddHotMessStore(
        this IServiceCollection services, NpgsqlDataSource daemon, params IReadOnlyList<string> subscriptions)
    {
        services.AddSingleton<LatchWakeup>();
        services.AddSingleton(provider => new SharedDaemon(
            daemon, provider.GetRequiredService<TimeProvider>(), provider.GetService<ILogger<SharedDaemon>>()));
        services.AddSingleton(provider => new ProjectionHealth(
            daemon,
            NamesOf(provider, subscriptions),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IObserver<ShardState>>(provider => provider.GetRequiredService<ProjectionHealth>());
        services.AddSingleton(new ParkedProjections(daemon));
        services.AddSingleton(provider => new ProjectionRetry(
            provider.GetRequiredService<ParkedProjections>(),
            provider.GetRequiredService<ProjectionHealth>(),
            provider.GetRequiredService<TimeProvider>()));
        AddWatches(services, daemon, subscriptions);
        services.AddSingleton(provider => new ProjectionRebuild(
            provider.GetRequiredService<IWolverineRuntime>(),
            provider.GetRequiredService<IProjectionCoordinator>(),
            daemon,
            All.Of(Opener(provider))));
        services.AddMarten(provider =>
            {
                var options = new StoreOptions();
                MartenSetup.Configure(options, daemon);
                All.Register(options, Opener(provider), provider.GetRequiredService<SharedDaemon>());
                options.Projections.Wakeup = Wakeup(provider);
                if (FailPoints.AreWatched)
                {
                    options.Projections.AsyncListeners.Add(new CommittedPages());
                }

                return options;
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
    /// Wolverine's half: several processes share the work, a projection starts within a second or so of the first
    /// process and moves within four of a process's end.
    /// </summary>
    public static void Configure(WolverineOptions options)
    {
        options.AutoBuildMessageStorageOnStartup = AutoCreate.None;
        options.Durability.MessageStorageSchemaName = WolverineSchema;
        options.Durability.Mode = DurabilityMode.Balanced;
        options.Durability.FirstHealthCheckExecution = TimeSpan.Zero;
        options.Durability.HealthCheckPollingTime = AgentWatch.AtStart;
        options.Durability.StaleNodeTimeout = TimeSpan.FromSeconds(3);
        options.Durability.CheckAssignmentPeriod = TimeSpan.FromSeconds(1);

        // A message whose handler lost the database can be noted neither as done nor as to be tried again: it stays
        // this process's and is in nobody's memory. What no process holds for so long is handed out again.
        options.Durability.InboxStaleTime = TimeSpan.FromSeconds(20);

        // What a restart can cure (a lost connection) is tried again at growing distances up to this; what it cannot
        // stays parked.
        options.Durability.TransientFailureRestartMaxBackoff = TimeSpan.FromSeconds(10);
    }

    private static void AddWatches(
        IServiceCollection services, NpgsqlDataSource daemon, IReadOnlyList<string> subscriptions)
    {
        TransientFailures.AddClassifier(PageGuard.IsPassing);
        services.AddHostedService(provider => new SilentSessions(
            daemon, provider.GetRequiredService<ILogger<SilentSessions>>()));
        services.AddHostedService(provider => new AgentWatch(
            provider.GetRequiredService<IWolverineRuntime>(),
            provider.GetRequiredService<IEventSubscriptionAgentFamily>(),
            provider.GetRequiredService<ParkedProjections>(),
            NamesOf(provider, subscriptions),
            provider.GetRequiredService<ILogger<AgentWatch>>()));
        services.AddHostedService<HealthWatch>();
    }

    private static string[] NamesOf(IServiceProvider provider, IReadOnlyList<string> subscriptions) =>
        [.. All.Of(Opener(provider)).Select(projection => projection.Name), .. subscriptions];

    private static SealOpener Opener(IServiceProvider services) =>
        (page, ct) => services.GetRequiredService<Sealing>().OpenAsync(page, ct);

    private static LatchWakeup Wakeup(IServiceProvider services)
    {
        var wakeup = services.GetRequiredService<LatchWakeup>();
        if (services.GetService<EventLog>() is { } log)
        {
            log.Appended += services.GetRequiredService<SharedDaemon>().Offer;
            log.Published += _ => wakeup.Set();
        }

        return wakeup;
    }
}
