using System.Globalization;
using HotMess.Api.Hosting;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres;

namespace HotMess.Api.Cli;

/// <summary><c>hotmess token</c>: prints a token that this database's servers accept.</summary>
internal static class TokenVerb
{
    private const int DefaultSeconds = 3600;

    /// <summary>Prints one token on a line of its own.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = Arguments.Parse(args, "role", "user", "email", "ttl");
        if (!RoleNames.TryParse(arguments.Get("role"), out var role))
        {
            throw new UsageException(
                "--role is one of " + string.Join(", ", Enum.GetValues<Role>().Select(known => known.Of())) + ".");
        }

        PersonId? person = null;
        if (arguments.Get("user") is { } user)
        {
            person = Guid.TryParseExact(user, "D", out var id)
                ? new PersonId(id)
                : throw new UsageException("--user is a uuid.");
        }

        if (role.IsPerson() && person is null)
        {
            throw new UsageException($"A token of role {role.Of()} needs --user.");
        }

        var seconds = DefaultSeconds;
        if (arguments.Get("ttl") is { } ttl
            && (!int.TryParse(ttl, NumberStyles.None, CultureInfo.InvariantCulture, out seconds) || seconds == 0))
        {
            throw new UsageException("--ttl is a number of seconds.");
        }

        await using var database = await DatabaseAccess.OpenAsync(Settings.Database());
        var tokens = new Tokens(database.Secrets.Jwt, TimeProvider.System);
        Console.WriteLine(tokens.Make(role, person, arguments.Get("email"), TimeSpan.FromSeconds(seconds)));
        return 0;
    }
}
