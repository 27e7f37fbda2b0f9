using System.Text.Json.Serialization;
using HotMess.Api.Subscriptions;
using Wolverine.Http;

namespace HotMess.Api.Hosting;

/// <summary>Effects that were tried as often as they may be.</summary>
public static class DeadLettersEndpoint
{
    private const int Most = 100;

    /// <summary>The first hundred of them, and how many there are.</summary>
    [WolverineGet("/v1/effects/dead-letters")]
    [Allow(Role.ServiceRole, Role.Admin)]
    [Answers(typeof(DeadLettersDocument))]
    public static async Task<IResult> Get(DeadLetters letters, CancellationToken ct) =>
        Results.Json(await letters.ReadAsync(Most, ct), DeadLettersJson.Default.DeadLettersDocument);

    /// <summary>Has all of them tried again, as often as new ones, from within some seconds on.</summary>
    [WolverinePost("/v1/effects/dead-letters/retry")]
    [Allow(Role.ServiceRole, Role.Admin)]
    [Answers(typeof(RetriedDocument))]
    public static async Task<IResult> Retry(DeadLetters letters, CancellationToken ct) =>
        Results.Json(new RetriedDocument(await letters.RetryAsync(ct)), DeadLettersJson.Default.RetriedDocument);
}

/// <summary>What was asked to be tried again.</summary>
/// <param name="Retried">How many effects.</param>
public sealed record RetriedDocument(int Retried);

/// <summary>The JSON of dead letters.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DeadLettersDocument))]
[JsonSerializable(typeof(RetriedDocument))]
internal sealed partial class DeadLettersJson : JsonSerializerContext;
