using HotMess.Integrations.Postgres;
using HotMess.Projections.Runtime.Rebuild;
using Npgsql;

namespace HotMess.Api.Cli;

/// <summary>
/// <c>hotmess migrate</c>: brings the database of HOTMESS_DB up to date, as its owner; with <c>--env FILE</c> it writes
/// what <c>hotmess env</c> prints too.
/// </summary>
internal static class MigrateVerb
{
    /// <summary>Applies what is missing and says how many files it was.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = Arguments.Parse(args, "env");
        await using var owner = NpgsqlDataSource.Create(PostgresUri.Parse(Settings.Database()));
        var applied = await Migrations.ApplyAsync(owner);
        Console.WriteLine(applied == 0 ? "The database is up to date." : $"{applied} migrations applied.");
        await SideBuild.ForgetStaleAsync(owner, Projections.All.Of((_, _) => default), CancellationToken.None);
        if (arguments.Get("env") is { } file)
        {
            await WriteAsync(file, await EnvVerb.LinesAsync());
        }

        return 0;
    }

    // It holds keys: whoever reads it may do anything.
    private static async Task WriteAsync(string file, string lines)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var writer = new StreamWriter(file, options);
        await writer.WriteAsync(lines);
    }
}
