using HotMess.Integrations.Postgres;
using Microsoft.AspNetCore.Connections;
using Npgsql;

namespace HotMess.Api.Cli;

/// <summary>
/// The host's verbs: <c>hotmess serve</c> and the others. The server's own start scans for none of them.
/// </summary>
internal static class Verbs
{
    private static readonly Dictionary<string, (string Usage, Func<string[], Task<int>> Run)> All =
        new(StringComparer.Ordinal)
        {
            ["serve"] = ("serve [--url URL] [--ready-file FILE] [--env FILE]", ServeVerb.RunAsync),
            ["migrate"] = ("migrate [--env FILE]", MigrateVerb.RunAsync),
            ["token"] = ("token --role ROLE [--user UUID] [--email ADDRESS] [--ttl SECONDS]", TokenVerb.RunAsync),
            ["env"] = ("env", EnvVerb.RunAsync),
            ["replay"] = (
                "replay messages FILE|checkins FILE VENUES [--url URL] [--connections N]", ReplayVerb.RunAsync),
            ["demo"] = ("demo [--seed N] [--people N] [--saturday YYYY-MM-DD] [--url URL]", DemoVerb.RunAsync),
            ["verify"] = ("verify", VerifyVerb.RunAsync),
            ["rebuild"] = (
                "rebuild PROJECTION|all [--accept] [--page-events N] | PROJECTION --in-place [--url URL]",
                RebuildVerb.RunAsync),
            ["retry"] = ("retry PROJECTION [--url URL]", RetryVerb.RunAsync),
            ["retry-effects"] = ("retry-effects [--url URL]", RetryEffectsVerb.RunAsync),
            ["codegen"] = ("codegen write DIRECTORY", CodegenVerb.RunAsync),
        };

    /// <summary>
    /// Runs one verb; 0 where it did what was asked, 1 where the database, the server or the port could not be had, 2
    /// where it, or what it was given to read, was not understood.
    /// </summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length == 0 || !All.TryGetValue(args[0], out var verb))
        {
            await Console.Error.WriteLineAsync("usage: hotmess VERB\n\n  "
                + string.Join("\n  ", All.Values.Select(known => known.Usage)));
            return 2;
        }

        try
        {
            return await verb.Run(args[1..]);
        }
        catch (UsageException e)
        {
            await Console.Error.WriteLineAsync($"{e.Message}\nusage: hotmess {verb.Usage}");
            return 2;
        }
        catch (FormatException e)
        {
            await Console.Error.WriteLineAsync($"hotmess {args[0]}: {e.Message}");
            return 2;
        }
        catch (MigrationException e)
        {
            await Console.Error.WriteLineAsync($"hotmess {args[0]}: {e.Message}");
            return 1;
        }
        catch (HttpRequestException e)
        {
            await Console.Error.WriteLineAsync($"hotmess {args[0]}: the server: {e.Message}");
            return 1;
        }
        catch (NpgsqlException e)
        {
            // What is to be done about it is in the message and not in the stack.
            var cause = e.InnerException is { } inner ? " " + inner.Message : "";
            await Console.Error.WriteLineAsync($"hotmess {args[0]}: the database of HOTMESS_DB: {e.Message}{cause}");
            return 1;
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"hotmess {args[0]}: {e.Message} HOTMESS_PORT chooses another.");
            return 1;
        }
    }
}

/// <summary>The command line was not understood.</summary>
internal sealed class UsageException(string message) : Exception(message);
