using HotMess.Integrations.Postgres.EventLog;

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
