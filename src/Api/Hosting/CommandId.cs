using HotMess.Integrations.Postgres.EventLog;
using Microsoft.AspNetCore.Http.Features;

namespace HotMess.Api.Hosting;

/// <summary>
/// The id under which a caller's command is remembered for ever: his <c>Idempotency-Key</c>, or one made here.
/// </summary>
/// <param name="Value">1 to 200 visible ASCII characters.</param>
public sealed record CommandId(string Value)
{
    /// <summary>The header.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>The longest id, in characters.</summary>
    public const int MaxLength = 200;

    /// <summary>The request's id; one that is made here is told in the answer's header.</summary>
    public static CommandId Of(HttpContext context)
    {
        var given = context.Request.Headers[Header];
        if (given.Count == 0)
        {
            var made = Guid.CreateVersion7().ToString();
            context.Response.Headers[Header] = made;
            return new CommandId(made);
        }

        return given.Count == 1 && TryParse(given[0], out var id)
            ? id
            : throw new ProblemException(
                Problems.Malformed($"{Header} takes 1 to {MaxLength} visible ASCII characters, once."));
    }

    /// <summary>
    /// The id that the path ends with. Routing leaves a slash escaped, so that it cannot be told from the text "%2F":
    /// where <paramref name="segment"/>, which it made, has an escape, the path as it came is read.
    /// </summary>
    public static string InPath(HttpContext context, string segment)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!segment.Contains('%', StringComparison.Ordinal) || target.Length == 0)
        {
            return segment;
        }

        var path = target.Split('?', 2)[0].TrimEnd('/');
        return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
    }

    /// <summary>False where it is no id.</summary>
    public static bool TryParse(string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out CommandId? id)
    {
        var good = text is { Length: > 0 and <= MaxLength } && !text.AsSpan().ContainsAnyExceptInRange('!', '~');
        id = good ? new CommandId(text!) : null;
        return good;
    }

    /// <summary>The key of a command that comes without a token: its id is a uuid, which nobody guesses.</summary>
    public CommandKey KeyOfAnonymous() => Guid.TryParseExact(Value, "D", out _)
        ? CommandKey.Of("anonymous", Value)
        : throw new ProblemException(Problems.Malformed($"Without a token {Header} takes a uuid."));

    /// <summary>The key of this caller's command.</summary>
    public CommandKey KeyOf(Caller caller) => CommandKey.Of(caller.Name, Value);
}
