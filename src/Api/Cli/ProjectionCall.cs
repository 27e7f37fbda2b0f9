using System.Net.Http.Headers;
using HotMess.Api.Hosting;
using HotMess.Integrations.Postgres;

namespace HotMess.Api.Cli;

/// <summary>Asks the running server to do something with a projection.</summary>
internal static class ProjectionCall
{
    /// <summary>Prints what the server says; 1 where it says no.</summary>
    public static async Task<int> PostAsync(string name, string what, string? server, TimeSpan limit)
    {
        await using var database = await DatabaseAccess.OpenAsync(Settings.Database());
        var token = new Tokens(database.Secrets.Jwt, TimeProvider.System).Make(Role.ServiceRole, null, null, limit);
        using var http = new HttpClient { Timeout = limit };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var url = $"{server ?? Settings.Url()}/v1/projections/{Uri.EscapeDataString(name)}/{what}";
        using var answer = await http.PostAsync(new Uri(url), null);
        Console.WriteLine(await answer.Content.ReadAsStringAsync());
        return answer.IsSuccessStatusCode ? 0 : 1;
    }
}
