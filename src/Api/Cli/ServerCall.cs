using System.Net.Http.Headers;
using HotMess.Api.Hosting;
using HotMess.Integrations.Postgres;

namespace HotMess.Api.Cli;

/// <summary>Asks the running server to do something, as the service.</summary>
internal static class ServerCall
{
    /// <summary>The path of something that is done with a projection.</summary>
    public static string PathOf(string projection, string what) =>
        $"/v1/projections/{Uri.EscapeDataString(projection)}/{what}";

    /// <summary>Prints what the server says; 1 where it says no.</summary>
    public static async Task<int> PostAsync(string path, string? server, TimeSpan limit)
    {
        await using var database = await DatabaseAccess.OpenAsync(Settings.Database());
        var token = new Tokens(database.Secrets.Jwt, TimeProvider.System).Make(Role.ServiceRole, null, null, limit);
        using var http = new HttpClient { Timeout = limit };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var url = server ?? Environment.GetEnvironmentVariable("HOTMESS_URL") ?? Settings.Url();
        using var answer = await http.PostAsync(new Uri(url + path), null);
        Console.WriteLine(await answer.Content.ReadAsStringAsync());
        return answer.IsSuccessStatusCode ? 0 : 1;
    }
}
