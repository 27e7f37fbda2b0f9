using System.Text.Json.Serialization;
using HotMess.Projections.Runtime;
using Npgsql;
using Wolverine.Http;

namespace HotMess.Api.Hosting;

/// <summary>Whether the server can do its work.</summary>
public static class HealthEndpoint
{
    /// <summary>
    /// 200 where the database answers and every projection runs or is parked; else 503. For everybody.
    /// </summary>
    [WolverineGet("/health")]
    [OpenToAll]
    [Answers(typeof(HealthDocument))]
    public static async Task<IResult> Get(ProjectionHealth health, ReadyFile file, CancellationToken ct)
    {
        try
        {
            var report = await health.ReadAsync(ct);
            if (!report.Settled)
            {
                return Problems.Unready("Not every projection runs yet.");
            }

            if (report.HighWaterAhead)
            {
                return Problems.Unready("The daemon's mark is beyond the log.");
            }

            file.Show();
            return Results.Json(
                new HealthDocument("ready", report.OldestSnapshotMilliseconds), HealthJson.Default.HealthDocument);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            return Problems.Unready("The database does not answer.");
        }
    }

    /// <summary>
    /// The state of each projection, of whichever process. For everybody: it tells nothing of people.
    /// </summary>
    [WolverineGet("/health/projections")]
    [OpenToAll]
    [Answers(typeof(ProjectionsReport))]
    public static async Task<IResult> Projections(ProjectionHealth health, CancellationToken ct) =>
        Results.Json(await health.ReadAsync(ct), HealthJson.Default.ProjectionsReport);
}

/// <summary>The server is ready.</summary>
/// <param name="Status">Always <c>ready</c>.</param>
/// <param name="OldestSnapshotMilliseconds">Of <see cref="ProjectionsReport"/>: an alarm belongs on it.</param>
public sealed record HealthDocument(string Status, long OldestSnapshotMilliseconds);

/// <summary>The JSON of health reports.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(ProjectionStatusConverter)])]
[JsonSerializable(typeof(HealthDocument))]
[JsonSerializable(typeof(ProjectionsReport))]
internal sealed partial class HealthJson : JsonSerializerContext;
