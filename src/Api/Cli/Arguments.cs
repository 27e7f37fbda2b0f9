namespace HotMess.Api.Cli;

/// <summary>Options of a verb, each <c>--name value</c>, and what stands beside them.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> options = new(StringComparer.Ordinal);

    private Arguments()
    {
    }

    /// <summary>What is no option, in order.</summary>
    public List<string> Rest { get; } = [];

    /// <summary>Reads a command line; an option that is not among <paramref name="known"/> is refused.</summary>
    public static Arguments Parse(string[] args, params ReadOnlySpan<string> known)
    {
        var parsed = new Arguments();
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                parsed.Rest.Add(args[i]);
                continue;
            }

            var name = args[i][2..];
            if (!known.Contains(name) || ++i == args.Length)
            {
                throw new UsageException(
                    known.Contains(name) ? $"--{name} takes a value." : $"There is no option --{name}.");
            }

            parsed.options[name] = args[i];
        }

        return parsed;
    }

    /// <summary>Takes a word that stands alone, e.g. <c>--accept</c>, out of a command line; false where it is not
    /// there.</summary>
    public static bool TakeFlag(ref string[] args, string flag)
    {
        var before = args.Length;
        args = [.. args.Where(argument => argument != flag)];
        return args.Length < before;
    }

    /// <summary>An option's value, or null.</summary>
    public string? Get(string name) => options.GetValueOrDefault(name);
}
