using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using HotMess.Api.Hosting;

namespace HotMess.Api.Cli.Replay;

/// <summary>How a command was answered.</summary>
internal enum Answered
{
    /// <summary>Now.</summary>
    Accepted,

    /// <summary>It was already in effect.</summary>
    Unchanged,

    /// <summary>An earlier run had sent it.</summary>
    Repeated,

    /// <summary>With a problem document.</summary>
    Rejected,
}

/// <summary>Posts commands to a running server, each under an id of its own, so that any may be sent again.</summary>
internal sealed class CommandPost(HttpClient client)
{
    private const int MaxTries = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Sends again, at most 20 times, where the server asks for a pause (429, 503) or is silent.</summary>
    /// <exception cref="HttpRequestException">No answer after so many.</exception>
    public async Task<(Answered Answered, JsonElement Body)> SendAsync(
        string path, string id, object body, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            var wait = Pause;
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = ContentOf(body) };
                request.Headers.Add(CommandId.Header, id);
                using var response = await client.SendAsync(request, ct);
                if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
                {
                    return await ReadAsync(response, ct);
                }

                wait = response.Headers.RetryAfter?.Delta ?? Pause;
            }
            catch (Exception silence) when (
                silence is HttpRequestException or TaskCanceledException
                && tries < MaxTries && !ct.IsCancellationRequested)
            {
                // The same id makes it safe to ask again.
            }

            if (tries >= MaxTries)
            {
                throw new HttpRequestException($"{path} was not answered after {MaxTries} tries.");
            }

            await Task.Delay(wait, ct);
        }
    }

    private static ByteArrayContent ContentOf(object body)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, body.GetType()));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private static async Task<(Answered Answered, JsonElement Body)> ReadAsync(
        HttpResponseMessage response, CancellationToken ct)
    {
        using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(ct));
        var body = document.RootElement.Clone();
        if (!response.IsSuccessStatusCode)
        {
            return (Answered.Rejected, body);
        }

        if (response.Headers.Contains(CommandAnswer.ReplayedHeader))
        {
            return (Answered.Repeated, body);
        }

        return (body.GetProperty("outcome").GetString() == "unchanged" ? Answered.Unchanged : Answered.Accepted, body);
    }
}
