using System.Diagnostics;
using System.Globalization;
using HotMess.Api.Hosting;
using HotMess.Integrations.Postgres;
using HotMess.Projections.Runtime;
using Npgsql;

namespace HotMess.Benchmarks.Servers;

/// <summary>Rebuilds a projection of HOTMESS_DB by the product's own rebuild, and prints events a second.</summary>
internal static class RebuildProcess
{
    public static async Task<int> RunAsync(string projection, int rounds)
    {
        await using var database = await DatabaseAccess.OpenAsync(Environment.GetEnvironmentVariable("HOTMESS_DB")!);
        var settings = new ServerSettings { Url = "http://127.0.0.1:0" };
        await using var app = Server.Builder(ServerParts.Of(database), settings).Build();
        Server.Configure(app);
        await app.StartAsync();
        var health = app.Services.GetRequiredService<ProjectionHealth>();
        var events = await SettledAsync(health, projection);
        for (var round = 0; round < rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            await app.Services.GetRequiredService<ProjectionRebuild>().RebuildAsync(projection, CancellationToken.None);
            var rate = events / watch.Elapsed.TotalSeconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"rebuilt {rate:F1}"));
        }

        await SettledAsync(health, projection);
        await app.StopAsync();
        return 0;
    }

    // The number of events that the projection handles, once it runs and has seen them all.
    private static async Task<long> SettledAsync(ProjectionHealth health, string projection)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await timer.WaitForNextTickAsync(limit.Token))
        {
            var report = await health.ReadAsync(limit.Token);
            var mine = report.Projections.First(known => known.Name == projection);
            if (mine.Status == ProjectionStatus.Running && mine.LagEvents == 0)
            {
                break;
            }
        }

        await using var connection = new NpgsqlConnection(Environment.GetEnvironmentVariable("HOTMESS_DB"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Harness.Sql.TapEvents, connection) { CommandTimeout = 600 };
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
