using HotMess.Api.Hosting;

namespace HotMess.Api.Cli;

/// <summary><c>hotmess serve</c>: serves until it is told to stop.</summary>
internal static class ServeVerb
{
    /// <summary>Runs the server.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = Arguments.Parse(args, "url");
        await using var database = await Database.OpenAsync(CancellationToken.None);
        var settings = Settings.Read() with { Url = arguments.Get("url") ?? Settings.Url() };
        await using var app = Server.Builder(database.Parts, settings).Build();
        Server.Configure(app);
        await app.RunAsync();
        return 0;
    }
}
