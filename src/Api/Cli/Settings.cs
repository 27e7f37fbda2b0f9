using System.Globalization;
using HotMess.Api.Hosting;
using HotMess.Api.Subscriptions;
using HotMess.Integrations.Webhooks;

namespace HotMess.Api.Cli;

/// <summary>What the environment says about the server.</summary>
internal static class Settings
{
    private const string DefaultPort = "5080";
    private const int ShortestSecret = 16;

    /// <summary>
    /// Limits: HOTMESS_COMMANDS_PER_ACCOUNT and HOTMESS_COMMANDS_PER_ADDRESS, each per 10 seconds;
    /// HOTMESS_ATTEMPTS_PER_ACCOUNT and HOTMESS_ATTEMPTS_PER_ADDRESS at signing in or up, each per minute;
    /// HOTMESS_CHECK_INS_PER_ACCOUNT, per minute; 0 for none.
    /// Telemetry: OTEL_EXPORTER_OTLP_ENDPOINT and OTEL_EXPORTER_OTLP_PROTOCOL (grpc or http/protobuf). HOTMESS_LOG=json
    /// writes the log as a JSON object a line.
    /// HOTMESS_WEBHOOK_URL and HOTMESS_WEBHOOK_SECRET, both or neither.
    /// </summary>
    public static ServerSettings Read()
    {
        var limits = new RateLimitOptions();
        return new ServerSettings
        {
            Telemetry = Collector(),
            LogAsJson = Variable("HOTMESS_LOG") switch
            {
                null => false,
                "json" => true,
                _ => throw new UsageException("HOTMESS_LOG takes json."),
            },
            Limits = new RateLimitOptions(
                Number("HOTMESS_COMMANDS_PER_ACCOUNT", limits.PerAccount),
                Number("HOTMESS_COMMANDS_PER_ADDRESS", limits.PerAddress))
            {
                AttemptsPerAccount = Number("HOTMESS_ATTEMPTS_PER_ACCOUNT", limits.AttemptsPerAccount),
                AttemptsPerAddress = Number("HOTMESS_ATTEMPTS_PER_ADDRESS", limits.AttemptsPerAddress),
                CheckInsPerAccount = Number("HOTMESS_CHECK_INS_PER_ACCOUNT", limits.CheckInsPerAccount),
            },
            Effects = new EffectOptions
            {
                Webhook = Webhook(
                    Variable("HOTMESS_WEBHOOK_URL"),
                    Variable("HOTMESS_WEBHOOK_SECRET")),
            },
        };
    }

    /// <summary>Null where neither is given.</summary>
    /// <exception cref="UsageException">They make no webhook.</exception>
    internal static WebhookOptions? Webhook(string? url, string? secret)
    {
        if (string.IsNullOrEmpty(url) && string.IsNullOrEmpty(secret))
        {
            return null;
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed)
            || parsed.Scheme is not ("http" or "https")
            || parsed.UserInfo.Length > 0)
        {
            throw new UsageException("HOTMESS_WEBHOOK_URL must be an absolute http or https URL without a password.");
        }

        return secret is { Length: >= ShortestSecret }
            ? new WebhookOptions(parsed, secret)
            : throw new UsageException($"HOTMESS_WEBHOOK_SECRET must have at least {ShortestSecret} characters.");
    }

    /// <summary>HOTMESS_DB: the owner's connection string, as a URI or in Npgsql's form.</summary>
    public static string Database() => Environment.GetEnvironmentVariable("HOTMESS_DB") is { Length: > 0 } text
        ? text
        : throw new UsageException("HOTMESS_DB names no database and no server runs: start one with ./justw run.");

    /// <summary>On the loopback, port HOTMESS_PORT or 5080.</summary>
    public static string Url() =>
        $"http://127.0.0.1:{Environment.GetEnvironmentVariable("HOTMESS_PORT") ?? DefaultPort}";

    private static TelemetryTarget? Collector() => Variable("OTEL_EXPORTER_OTLP_ENDPOINT") is not { } endpoint
        ? null
        : new TelemetryTarget(
            Uri.TryCreate(endpoint, UriKind.Absolute, out var uri)
                ? uri
                : throw new UsageException("OTEL_EXPORTER_OTLP_ENDPOINT is no address."),
            Variable("OTEL_EXPORTER_OTLP_PROTOCOL") switch
            {
                null or "grpc" => false,
                "http/protobuf" => true,
                _ => throw new UsageException("OTEL_EXPORTER_OTLP_PROTOCOL takes grpc or http/protobuf."),
            });

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? text : null;

    private static int Number(string name, int otherwise)
    {
        var text = Environment.GetEnvironmentVariable(name);
        if (string.IsNullOrEmpty(text))
        {
            return otherwise;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new UsageException($"{name} must be a whole number.");
    }
}
