using HotMess.Integrations.Postgres;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Projections.Runtime.Hosting;
using JasperFx.CodeGeneration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wolverine;

namespace HotMess.Projections.Tests.Kit;

/// <summary>A host as a server process has one: the log, the store and Wolverine, without HTTP.</summary>
internal static class ServerBed
{
    public static async Task<IHost> StartAsync(DatabaseAccess access)
    {
        var host = Host.CreateDefaultBuilder()
            .ConfigureLogging(logging => logging.ClearProviders())
            .ConfigureServices(services =>
            {
                services.AddSingleton(TimeProvider.System);
                services.AddSingleton(
                    new EventLogOptions { DataSource = access.App, MasterKey = access.Secrets.Master });
                services.AddSingleton<EventLog>();
                services.AddSingleton(new Sealing(access.App, access.Secrets.Master));
                services.AddHotMessStore(access.Daemon);
            })
            .UseWolverine(options =>
            {
                StoreHosting.Configure(options);
                options.Discovery.DisableConventionalDiscovery();
                options.CodeGeneration.TypeLoadMode = TypeLoadMode.Auto;
            })
            .Build();
        await host.StartAsync();
        return host;
    }
}
