using System.Text.Json.Serialization;
using HotMess.Projections.Runtime;
using Wolverine.Http;

namespace HotMess.Api.Hosting;

/// <summary>Lets a parked projection go on from where it stands.</summary>
public static class RetryEndpoint
{
    /// <summary>
    /// Answers how far it is once it has moved, whichever process runs it; one that is not parked is left alone. 409
    /// where it parked again, for the cause is still there.
    /// </summary>
    [WolverinePost("/v1/projections/{name}/retry")]
    [Allow(Role.ServiceRole, Role.Admin)]
    [Answers(typeof(RetryDocument))]
    public static async Task<IResult> Post(
        string name, ProjectionHealth health, HttpContext context, CancellationToken ct)
    {
        var known = await health.ReadAsync(ct);
        if (known.Projections.All(projection => projection.Name != name))
        {
            return Problems.Absent("projection");
        }

        var report = await context.RequestServices.GetRequiredService<ProjectionRetry>().RetryAsync(name, ct);
        return report.Status == ProjectionStatus.Parked
            ? Problems.ParkedAgain(report)
            : Results.Json(new RetryDocument(name, report.Position), RetryJson.Default.RetryDocument);
    }
}

/// <summary>A projection that goes on.</summary>
/// <param name="Projection">Its name.</param>
/// <param name="Position">How far it is now.</param>
public sealed record RetryDocument(string Projection, long Position);

/// <summary>The JSON of retries.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RetryDocument))]
internal sealed partial class RetryJson : JsonSerializerContext;
