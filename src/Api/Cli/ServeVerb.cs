using HotMess.Api.Hosting;
using HotMess.Integrations.Postgres;

namespace HotMess.Api.Cli;

/// <summary>
/// <c>hotmess serve</c>: serves until it is told to stop; with <c>--env FILE</c> it does what <c>hotmess migrate</c>
/// does with it first.
/// </summary>
internal static class ServeVerb
{
    /// <summary>Runs the server.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        ThreadPool.SetMinThreads(Server.LeastThreads, Server.LeastThreads);
        var arguments = Arguments.Parse(args, "url", "ready-file", "env");
        if (arguments.Get("env") is { } env)
        {
            await MigrateVerb.RunAsync(["--env", env]);
        }

        await using var database = await DatabaseAccess.OpenAsync(Settings.Database());
        var settings = Settings.Read() with
        {
            Url = arguments.Get("url") ?? Settings.Url(),
            ReadyFile = arguments.Get("ready-file"),
        };
        await using var app = Server.Builder(ServerParts.Of(database), settings).Build();
        Server.Configure(app);
        await app.RunAsync();
        return 0;
    }
}
