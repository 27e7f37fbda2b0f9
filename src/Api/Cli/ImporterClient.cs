using System.Net.Http.Headers;
using HotMess.Api.Hosting;
using HotMess.Integrations.Postgres;

namespace HotMess.Api.Cli;

/// <summary>A client that posts to a running server as the importer.</summary>
internal static class ImporterClient
{
    private static readonly TimeSpan TokenLife = TimeSpan.FromHours(12);

    /// <param name="url">The server's; null for the one that the environment names.</param>
    /// <param name="connections">Most at once.</param>
    public static async Task<HttpClient> OpenAsync(string? url, int connections)
    {
        await using var database = await DatabaseAccess.OpenAsync(Settings.Database());
        var token = new Tokens(database.Secrets.Jwt, TimeProvider.System).Make(Role.Importer, null, null, TokenLife);
        var handler = new SocketsHttpHandler { MaxConnectionsPerServer = connections };
        var client = new HttpClient(handler)
        {
            BaseAddress = new Uri(url ?? Environment.GetEnvironmentVariable("HOTMESS_URL") ?? Settings.Url()),
        };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }
}
