using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace HotMess.Api.Hosting;

/// <summary>
/// An answer that says no: RFC 9457 (application/problem+json) with a stable <paramref name="Code"/>.
/// </summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable, lower_snake_case.</param>
/// <param name="Title">One sentence for people; never a type's name or a stack.</param>
public sealed record Problem(int Status, string Code, string Title) : IResult
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The media type.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>What is special about this case, or null.</summary>
    public string? Detail { get; init; }

    /// <summary>When it is worth trying again; becomes Retry-After in whole seconds, at least 1.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The sentence in the front end's own words, for its own routes; the title where null.</summary>
    public string? Words { get; init; }

    /// <summary>What the front end's own routes tell besides; null where nothing.</summary>
    public Action<Utf8JsonWriter>? Besides { get; init; }

    /// <summary>Per field of the request, what is wrong with it; or null.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var body = new ArrayBufferWriter<byte>(256);
        Write(body, httpContext.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal));
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.ContentLength = body.WrittenCount;
        response.Headers.CacheControl = "no-store";
        if (Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        if (RetryAfter is { } wait)
        {
            var seconds = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            await response.BodyWriter.WriteAsync(body.WrittenMemory, httpContext.RequestAborted);
        }
    }

    // The front end's own routes look for the sentence under its own name.
    private void Write(ArrayBufferWriter<byte> body, bool isFrontEnds)
    {
        using var json = new Utf8JsonWriter(body, Plain);
        json.WriteStartObject();
        json.WriteString("type"u8, "about:blank"u8);
        json.WriteString("title"u8, Title);
        json.WriteNumber("status"u8, Status);
        json.WriteString("code"u8, Code);
        if (isFrontEnds)
        {
            json.WriteString("error"u8, Words ?? Title);
            Besides?.Invoke(json);
        }

        if (Detail is not null)
        {
            json.WriteString("detail"u8, Detail);
        }

        if (Errors is not null)
        {
            json.WriteStartObject("errors"u8);
            foreach (var (field, sentences) in Errors)
            {
                json.WriteStartArray(field);
                foreach (var sentence in sentences)
                {
                    json.WriteStringValue(sentence);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}

/// <summary>Ends a request with a problem document from wherever it stands.</summary>
public sealed class ProblemException(Problem problem) : Exception(problem.Title)
{
    /// <summary>The answer.</summary>
    public Problem Problem { get; } = problem;
}
