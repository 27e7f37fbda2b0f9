using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace HotMess.Api.Hosting;

/// <summary>Reads a command's body: strict JSON, bounded.</summary>
public static class RequestBody
{
    /// <summary>The longest body of a command, in bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>
    /// The longest body that is taken in and thrown away, in bytes, so that its sender hears why it is refused: where
    /// the connection ended while he was still sending, he would see only that.
    /// </summary>
    public const int MaxUnreadBytes = 30 * 1024 * 1024;

    /// <summary>The body as <typeparamref name="T"/>; any failure is a <see cref="ProblemException"/>.</summary>
    public static async ValueTask<T> ReadAsync<T>(HttpContext context)
        where T : class
    {
        var request = context.Request;
        if (request.ContentType is { } type && !IsJson(type))
        {
            throw new ProblemException(Problems.NotJson());
        }

        if (request.Headers.ContentEncoding is { Count: > 0 } encoding && encoding != "identity")
        {
            throw new ProblemException(Problems.Encoded());
        }

        if (request.ContentLength > MaxBytes)
        {
            throw new ProblemException(Problems.TooLarge());
        }

        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.Buffer.Length > MaxBytes)
            {
                reader.AdvanceTo(read.Buffer.End);
                throw new ProblemException(Problems.TooLarge());
            }

            if (read.IsCompleted)
            {
                return Parse<T>(reader, read.Buffer);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static bool IsJson(string contentType)
    {
        var end = contentType.IndexOf(';');
        var media = (end < 0 ? contentType : contentType[..end]).AsSpan().Trim();
        return media.Equals("application/json", StringComparison.OrdinalIgnoreCase);
    }

    private static T Parse<T>(PipeReader reader, in ReadOnlySequence<byte> buffer)
        where T : class
    {
        try
        {
            return Parse<T>(buffer.IsSingleSegment ? buffer.FirstSpan : buffer.ToArray());
        }
        finally
        {
            reader.AdvanceTo(buffer.End);
        }
    }

    private static T Parse<T>(ReadOnlySpan<byte> json)
        where T : class
    {
        if (!Utf8.IsValid(json))
        {
            throw new ProblemException(Problems.Malformed("The body is not UTF-8."));
        }

        try
        {
            return JsonSerializer.Deserialize(json, Holder<T>.Type)
                ?? throw new ProblemException(Problems.Malformed("The body is null."));
        }
        catch (JsonException e)
        {
            // The framework's own message names types of the program.
            throw new ProblemException(Problems.Malformed(
                $"The body does not fit at {e.Path ?? "$"} "
                + $"(line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1})."));
        }
    }

    private static class Holder<T>
    {
        public static readonly JsonTypeInfo<T> Type = (JsonTypeInfo<T>)ApiJson.Default.GetTypeInfo(typeof(T))!;
    }
}
