using System.Net.Http.Headers;
using HotMess.Api.Hosting;
using HotMess.Integrations.Postgres;

namespace HotMess.Api.Cli;

/// <summary>
/// <c>hotmess rebuild NAME</c>: asks the running server to make a projection's rows again from the log, in place.
/// </summary>
internal static class RebuildVerb
{
    /// <summary>Waits until it is done and prints what the server says; 1 where it says no.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = Arguments.Parse(args, "url");
        if (arguments.Rest is not [var name])
        {
            throw new UsageException("rebuild takes the name of one projection.");
        }

        await using var database = await DatabaseAccess.OpenAsync(Settings.Database());
        var tokens = new Tokens(database.Secrets.Jwt, TimeProvider.System);
        var token = tokens.Make(Role.ServiceRole, null, null, Projections.Runtime.ProjectionRebuild.Limit);
        using var http = new HttpClient { Timeout = Projections.Runtime.ProjectionRebuild.Limit };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var url = $"{arguments.Get("url") ?? Settings.Url()}/v1/projections/{Uri.EscapeDataString(name)}/rebuild";
        using var answer = await http.PostAsync(new Uri(url), null);
        Console.WriteLine(await answer.Content.ReadAsStringAsync());
        return answer.IsSuccessStatusCode ? 0 : 1;
    }
}
