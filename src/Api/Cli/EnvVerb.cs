using HotMess.Api.Hosting;
using HotMess.Integrations.Postgres;

namespace HotMess.Api.Cli;

/// <summary>
/// <c>hotmess env</c>: prints what a shell needs to talk to this database's server, as lines to source. The keys last
/// for ten years: they end with the secret that the database made for itself.
/// </summary>
internal static class EnvVerb
{
    private static readonly TimeSpan KeyLife = TimeSpan.FromDays(3650);

    /// <summary>Prints the lines.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        Arguments.Parse(args);
        Console.Write(await LinesAsync());
        return 0;
    }

    /// <summary>The lines, each ended by a line feed.</summary>
    public static async Task<string> LinesAsync()
    {
        var given = Settings.Database();
        var isUri = given.Contains("://", StringComparison.Ordinal);
        var uri = isUri ? given : PostgresUri.Format(PostgresUri.Parse(given));
        await using var database = await DatabaseAccess.OpenAsync(given);
        var tokens = new Tokens(database.Secrets.Jwt, TimeProvider.System);
        return Export("HOTMESS_URL", Settings.Url())
            + Export("HOTMESS_DB", uri)
            + Export("HOTMESS_ANON_KEY", tokens.Make(Role.Anon, null, null, KeyLife))
            + Export("HOTMESS_SERVICE_KEY", tokens.Make(Role.ServiceRole, null, null, KeyLife));
    }

    private static string Export(string name, string value) =>
        $"export {name}='{value.Replace("'", "'\\''", StringComparison.Ordinal)}'\n";
}
