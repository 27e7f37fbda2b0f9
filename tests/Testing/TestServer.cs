using HotMess.Integrations.Postgres;
using Npgsql;

namespace HotMess.Testing;

/// <summary>
/// One private PostgreSQL cluster for the whole run. The test recipe starts it and names it in
/// <c>HOTMESS_TEST_SERVER</c>; where that is not set, the first test starts one and the process's end stops it.
/// </summary>
public static class TestServer
{
    private static readonly Lazy<Task<string>> Server = new(StartAsync);

    /// <summary>Superuser settings of the cluster, without a database.</summary>
    public static async Task<NpgsqlConnectionStringBuilder> SettingsAsync() => new(await Server.Value);

    /// <summary>A cluster of a test's own, for what stops or kills a server.</summary>
    public static Task<TestCluster> StartOwnAsync(string extraOptions = "") => TestCluster.StartAsync(extraOptions);

    private static async Task<string> StartAsync()
    {
        var given = Environment.GetEnvironmentVariable("HOTMESS_TEST_SERVER");
        if (!string.IsNullOrEmpty(given))
        {
            return PostgresUri.Parse(given).ConnectionString;
        }

        var cluster = await TestCluster.StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.Dispose();
        return cluster.Settings.ConnectionString;
    }
}
