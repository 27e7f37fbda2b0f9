using System.Diagnostics;
using System.Text.Json.Serialization;
using HotMess.Projections.Runtime;
using Wolverine.Http;

namespace HotMess.Api.Hosting;

/// <summary>Makes the rows of one projection again from the log; its tables are empty for that time.</summary>
public static class RebuildEndpoint
{
    /// <summary>
    /// Answers when it is done: how far the projection is, and how long it took. 409 where another process runs the
    /// projection, or its tables must never be empty.
    /// </summary>
    [WolverinePost("/v1/projections/{name}/rebuild")]
    [Allow(Role.ServiceRole)]
    [Answers(typeof(RebuildDocument))]
    public static async Task<IResult> Post(
        string name, ProjectionHealth health, HttpContext context, CancellationToken ct)
    {
        var rebuild = context.RequestServices.GetRequiredService<ProjectionRebuild>();
        if (!rebuild.Knows(name))
        {
            return Problems.Absent("projection");
        }

        var watch = Stopwatch.StartNew();
        try
        {
            await rebuild.RebuildAsync(name, ct);
        }
        catch (ProjectionElsewhereException)
        {
            return Problems.Elsewhere();
        }
        catch (ProjectionNeverEmptyException)
        {
            return Problems.NeverEmpty(name);
        }

        var after = await health.ReadAsync(ct);
        var position = after.Projections.First(projection => projection.Name == name).Position;
        return Results.Json(
            new RebuildDocument(name, position, watch.ElapsedMilliseconds), RebuildJson.Default.RebuildDocument);
    }
}

/// <summary>A projection that was made again.</summary>
/// <param name="Projection">Its name.</param>
/// <param name="Position">How far it is now.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record RebuildDocument(string Projection, long Position, long Milliseconds);

/// <summary>The JSON of rebuilds.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RebuildDocument))]
internal sealed partial class RebuildJson : JsonSerializerContext;
