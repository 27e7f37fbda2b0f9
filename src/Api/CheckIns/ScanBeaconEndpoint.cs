using HotMess.Api.Beacons;
using HotMess.Api.Hosting;
using HotMess.Domain.Kernel;
using Wolverine.Http;

namespace HotMess.Api.CheckIns;

/// <summary>A scan.</summary>
/// <param name="Code">What the code says: see <see cref="BeaconCode"/>.</param>
/// <param name="Point">Where the person is, for a beacon that asks; only its cell is kept.</param>
/// <param name="From">For whom an importer acts.</param>
/// <param name="OccurredAt">When it was, where an importer says so.</param>
public sealed record ScanBeaconRequest(
    string Code, PointInput? Point = null, PersonId? From = null, DateTimeOffset? OccurredAt = null);

/// <summary>Scans a beacon's code.</summary>
public static class ScanBeaconEndpoint
{
    /// <summary>Answers <c>check_in_id</c>; within 12 hours of the same scan 409 with Retry-After.</summary>
    [WolverinePost("/v1/check-ins/scan")]
    [Allow(Role.Authenticated, Role.Admin, Role.Importer)]
    [Answers(typeof(CheckInDocument))]
    public static async Task<IResult> Post(
        ScanBeaconRequest request,
        Caller caller,
        CommandId id,
        Commands commands,
        RateLimits limits,
        CancellationToken ct)
    {
        limits.CountCheckIn(caller);
        var beacon = BeaconCode.Read(request.Code)
            ?? throw new ProblemException(Problems.Invalid("code", "The code names no beacon."));
        var scan = new Scan(
            caller.ActsFor(request.From), beacon, request.Point?.ToPoint(), caller.Dates(request.OccurredAt));
        var result = await scan.RunAsync(
            caller.Person, id.KeyOf(caller), Commands.Input("scan_beacon", request), commands, ct);
        return Commands.Answer(result.Result);
    }
}
