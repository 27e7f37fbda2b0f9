using System.Globalization;
using System.Text;
using System.Text.Json;
using HotMess.Integrations.Postgres.EventLog;

namespace HotMess.Api.Hosting;

/// <summary>
/// The answer of every command that stands in the log: <c>outcome</c> (accepted, unchanged), <c>position</c>, and the
/// ids it made, each under its own snake_case name. The same command id gets the same bytes for ever.
/// </summary>
public sealed class CommandAnswer(CommandRecord record, bool replayed = false) : IResult
{
    /// <summary>The header that holds the position too.</summary>
    public const string PositionHeader = "X-HotMess-Position";

    /// <summary>The header, <c>true</c>, of an answer that an earlier request with this id had already got.</summary>
    public const string ReplayedHeader = "Idempotent-Replayed";

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/json";
        Head(response, record.Position, replayed);
        var body = Write();
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, httpContext.RequestAborted);
    }

    /// <summary>The answer to a command in words of its own, with the headers that every command's has.</summary>
    public static IResult InWordsOf(CommandResult.Accepted done, IResult words) => new OwnWords(done, words);

    internal static void Head(HttpResponse response, long position, bool replayed)
    {
        response.Headers[PositionHeader] = position.ToString(CultureInfo.InvariantCulture);
        if (replayed)
        {
            response.Headers[ReplayedHeader] = "true";
        }
    }

    private byte[] Write()
    {
        var text = new StringBuilder(160);
        text.Append("{\"outcome\":\"").Append(record.Outcome == CommandOutcome.Accepted ? "accepted" : "unchanged");
        text.Append("\",\"position\":").Append(record.Position);
        foreach (var made in record.Made)
        {
            text.Append(",\"").Append(JsonEncodedText.Encode(made.Name).Value);
            text.Append("\":\"").Append(made.Value).Append('"');
        }

        return Encoding.UTF8.GetBytes(text.Append('}').ToString());
    }

    private sealed class OwnWords(CommandResult.Accepted done, IResult words) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            Head(httpContext.Response, done.Position, done.Repeated);
            return words.ExecuteAsync(httpContext);
        }
    }
}

/// <summary>The answer of a command as it is described to clients; each verb adds the ids that it makes.</summary>
/// <param name="Outcome">accepted, or unchanged where nothing was to be done.</param>
/// <param name="Position">The position that it reached.</param>
public sealed record CommandDocument(string Outcome, long Position);
