using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace HotMess.Integrations.Webhooks;

/// <summary>A receiver of webhooks.</summary>
/// <param name="Url">Absolute, http or https.</param>
/// <param name="Secret">At least 16 characters: keys the signature.</param>
public sealed record WebhookOptions(Uri Url, string Secret);

/// <summary>The receiver of webhooks did not take a message.</summary>
public sealed class WebhookRefusedException(string message) : Exception(message);

/// <summary>
/// Posts to the configured webhook. The receiver knows a message by its key and that it is ours by its signature.
/// </summary>
public sealed class WebhookSender : IDisposable
{
    /// <summary>The header with the key that is the same at every try.</summary>
    public const string KeyHeader = "Idempotency-Key";

    /// <summary>
    /// The header <c>t=SECONDS,v1=HEX</c>: HMAC-SHA-256 under the secret over the seconds since 1970, a full stop and
    /// the body.
    /// </summary>
    public const string SignatureHeader = "HotMess-Signature";

    /// <summary>How long one try may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private const int AnswerBytes = 16 * 1024;

    private readonly WebhookOptions? options;
    private readonly TimeProvider time;
    private readonly HttpClient http;

    /// <param name="options">Null where no webhook is configured: then there is nothing to send.</param>
    /// <param name="time">Of signatures.</param>
    public WebhookSender(WebhookOptions? options, TimeProvider time)
    {
        (this.options, this.time) = (options, time);
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = Limit,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxResponseHeadersLength = AnswerBytes / 1024,
            MaxResponseDrainSize = AnswerBytes,
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),
        })
        {
            Timeout = Limit,
        };
    }

    /// <summary>The value of <see cref="SignatureHeader"/>.</summary>
    public static string Sign(string secret, long seconds, string body)
    {
        var signed = string.Create(CultureInfo.InvariantCulture, $"{seconds}.{body}");
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(signed));
        return string.Create(CultureInfo.InvariantCulture, $"t={seconds},v1={Convert.ToHexStringLower(hash)}");
    }

    /// <summary>
    /// Returns when the receiver has answered with 2xx; what else it says is not looked at, nor is it followed.
    /// </summary>
    /// <param name="key">The same at every try.</param>
    /// <param name="body">JSON.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="WebhookRefusedException">It answered otherwise, not in time or not at all, or there is no
    /// receiver any more.</exception>
    public async Task PostAsync(string key, string body, CancellationToken ct)
    {
        if (options is null)
        {
            throw new WebhookRefusedException("No webhook is configured.");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, options.Url)
        {
            Content = new StringContent(body, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Add(KeyHeader, key);
        request.Headers.Add(
            SignatureHeader, Sign(options.Secret, time.GetUtcNow().ToUnixTimeSeconds(), body));
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (!answer.IsSuccessStatusCode)
            {
                throw new WebhookRefusedException($"The webhook answered {(int)answer.StatusCode}.");
            }
        }
        catch (HttpRequestException exception)
        {
            throw new WebhookRefusedException($"The webhook cannot be reached: {exception.HttpRequestError}.");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new WebhookRefusedException($"The webhook did not answer within {Limit.TotalSeconds} s.");
        }
    }

    /// <inheritdoc />
    public void Dispose() => http.Dispose();
}
