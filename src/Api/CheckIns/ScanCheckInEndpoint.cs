using System.Text.Json.Serialization;
using HotMess.Api.Beacons;
using HotMess.Api.Hosting;
using HotMess.Domain.Beacons;
using HotMess.Domain.CheckIns;
using HotMess.Domain.Kernel;
using HotMess.Domain.Xp;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Projections.Runtime;
using Npgsql;
using NpgsqlTypes;
using Wolverine.Http;

namespace HotMess.Api.CheckIns;

/// <summary>A scan as the front end sends it: what the code says, under one of three names.</summary>
/// <param name="Beacon">See <see cref="BeaconCode"/>.</param>
/// <param name="BeaconText">The same, as it stands in a code that is JSON.</param>
/// <param name="Code">The same.</param>
/// <param name="Point">Where the person is, for a beacon that asks; only its cell is kept.</param>
/// <param name="Source">How the front end came by it, qr or manual; it says so each time, and it is not kept.</param>
public sealed record ScanCheckInRequest(
    string? Beacon = null,
    [property: JsonPropertyName("beacon_id")] string? BeaconText = null,
    string? Code = null,
    PointInput? Point = null,
    string? Source = null)
{
    private const int LongestSource = 100;

    /// <summary>The one name that is given.</summary>
    internal string Text => (Beacon, BeaconText, Code) switch
    {
        _ when Source?.Length > LongestSource =>
            throw new ProblemException(Problems.Invalid("source", "A source has at most 100 characters.")),
        ({ } text, null, null) => text,
        (null, { } text, null) => text,
        (null, null, { } text) => text,
        _ => throw new ProblemException(Problems.Invalid("beacon", "A scan names one of beacon, beacon_id and code.")),
    };
}

/// <summary>Scans a beacon's code, in the front end's own words.</summary>
public static class ScanCheckInEndpoint
{
    private static readonly CallerStatement Title = Reads.Statement("CheckIns/beacon_title.sql");

    /// <summary>Within 12 hours of the same scan 409; the same command again is answered as it was.</summary>
    [WolverinePost("/api/scan/check-in")]
    [Allow(Role.Authenticated, Role.Admin)]
    [Answers(typeof(ScanCheckInDocument))]
    public static async Task<IResult> Post(
        ScanCheckInRequest request,
        Caller caller,
        CommandId id,
        Commands commands,
        Reads reads,
        RateLimits limits,
        CancellationToken ct)
    {
        limits.CountCheckIn(caller);
        var beacon = BeaconCode.Read(request.Text)
            ?? throw new ProblemException(Problems.Invalid("beacon", "The code names no beacon."));
        var scan = new Scan(caller.Self(), beacon, request.Point?.ToPoint(), null);
        var (result, placed, points) = await scan.RunAsync(
            caller.Person, id.KeyOf(caller), Commands.Input("scan_check_in", request), commands, ct);
        if (result is not CommandResult.Accepted done || placed is null)
        {
            return Refused(result);
        }

        // Not of this command's position: a title is as old as its beacon, and a late projection is no error here.
        var title = await TitleAsync(caller, beacon, reads, ct);
        var checkIn = new CheckInId(done.Made.Single(made => made.Name == "check_in_id").Value);
        var total = done.Repeated
            ? await TotalAsync(caller, checkIn, placed, commands, ct)
            : points + placed.XpScan;
        var answer = new ScanCheckInDocument(
            true,
            ScannedBeacon.Of(placed, title),
            new ScannedCheckIn(checkIn, Scan.TimeOf(checkIn)),
            placed.XpScan,
            total);
        return CommandAnswer.InWordsOf(done, Results.Json(answer, ApiJson.Default.ScanCheckInDocument));
    }

    // It is scanned, whether its title can be read or not.
    private static async ValueTask<string?> TitleAsync(
        Caller caller, BeaconId beacon, Reads reads, CancellationToken ct)
    {
        try
        {
            return await reads.TextAsync(
                caller, new CallerQuery(Title, new PageParameter(beacon.Value, NpgsqlDbType.Uuid)), ct);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            return null;
        }
    }

    private static IResult Refused(CommandResult result) =>
        result is CommandResult.Rejected { Rejection: var no } && no.Code == CheckInRejections.TooSoon.Code
            ? Problems.Of(no) with { Words = "Already scanned recently" }
            : Commands.Answer(result);

    // With the points of a scan that was done before, which a policy has awarded by now or still will.
    private static async ValueTask<long> TotalAsync(
        Caller caller, CheckInId checkIn, BeaconPlaced placed, Commands commands, CancellationToken ct)
    {
        var states = await commands.LookAsync(
            [
                StreamUse.Of<XpAccount>(StreamName.Xp(caller.Self())),
                StreamUse.Of<XpReference>(XpReference.Of(caller.Self(), XpAction.Scan, checkIn.ToString())),
            ],
            ct);
        return states.Get<XpAccount>(0).Total + (states.Get<XpReference>(1).Entry is null ? placed.XpScan : 0);
    }
}

/// <summary>What a scan brought.</summary>
/// <param name="Ok">True.</param>
/// <param name="Checkin">The check-in that it became.</param>
/// <param name="EarnedXp">What the beacon's scan earns.</param>
/// <param name="NewXp">Points of all so far, these included; not those that still come of what was done before.</param>
public sealed record ScanCheckInDocument(
    bool Ok, ScannedBeacon Beacon, ScannedCheckIn Checkin, long EarnedXp, long NewXp);

/// <summary>A beacon that was scanned.</summary>
/// <param name="Title">Null where it has none.</param>
/// <param name="Kind">Null where it has none.</param>
/// <param name="Mode">active: another could not be scanned.</param>
public sealed record ScannedBeacon(
    BeaconId Id,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Title,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] BeaconKind? Kind,
    string Mode)
{
    internal static ScannedBeacon Of(BeaconPlaced placed, string? title) =>
        new(placed.Beacon, title, placed.Kind, "active");
}

/// <summary>A check-in that a scan became.</summary>
/// <param name="CreatedAt">To a millisecond.</param>
public sealed record ScannedCheckIn(CheckInId Id, DateTimeOffset CreatedAt);
