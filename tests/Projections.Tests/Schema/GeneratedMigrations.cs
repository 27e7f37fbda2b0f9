using HotMess.Integrations.Postgres;
using HotMess.Projections.Runtime.Hosting;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Weasel.Core.Migrations;
using Wolverine;
using Wolverine.Persistence.Durability;

namespace HotMess.Projections.Tests.Schema;

/// <summary>What Marten and Wolverine themselves would make, from the options that the server runs with.</summary>
internal static class GeneratedMigrations
{
    public static string Marten(NpgsqlDataSource database)
    {
        using var store = DocumentStore.For(options => MartenSetup.Configure(options, database));
        return store.Storage.ToDatabaseScript();
    }

    public static string Wolverine(NpgsqlDataSource database)
    {
        using var host = BuildHost(database);
        return ((IDatabase)host.Services.GetRequiredService<IMessageStore>()).ToDatabaseScript();
    }

    public static IHost BuildHost(NpgsqlDataSource database) => Host.CreateDefaultBuilder()
        .ConfigureServices(services => services.AddSingleton(TimeProvider.System).AddHotMessStore(database))
        .UseWolverine(StoreHosting.Configure)
        .Build();
}
