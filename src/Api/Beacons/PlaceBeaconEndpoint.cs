using System.Text.Json;
using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Beacons;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Beacons;

/// <summary>A point on the earth.</summary>
/// <param name="Lat">Degrees, north positive; a millionth of a degree is kept.</param>
/// <param name="Lng">Degrees, east positive.</param>
public sealed record PointInput(double Lat, double Lng)
{
    private const double BeyondEarth = 200;

    /// <summary>Degrees, north positive.</summary>
    public double Lat { get; init; } = Finite(Lat);

    /// <summary>Degrees, east positive.</summary>
    public double Lng { get; init; } = Finite(Lng);

    /// <summary>As the verbs take it; they refuse what lies beyond the earth.</summary>
    public GeoPoint ToPoint() => new(Millionths(Lat), Millionths(Lng));

    // 1e309 is a number of JSON's and none that can be kept, nor told from another when a command comes again.
    private static double Finite(double degrees) => double.IsFinite(degrees) ? degrees : throw new JsonException();

    private static int Millionths(double degrees) =>
        (int)Math.Round(Math.Clamp(degrees, -BeyondEarth, BeyondEarth) * 1_000_000);
}

/// <summary>A beacon.</summary>
/// <param name="BeaconId">The id that its code carries; drawn where none is given.</param>
/// <param name="Kind">
/// venue, event, marketplace, release, social, cruising, meetup, hookup, private; none where it is not given.
/// </param>
/// <param name="VenueId">Whose check-ins its scans are.</param>
/// <param name="Title">1 to 80 UTF-16 code units, no NUL.</param>
/// <param name="Point">
/// Where it stands, shown to everybody; of a social, cruising, meetup, hookup or private one only the cell is.
/// </param>
/// <param name="XpScan">What a scan earns, 0 to 1,000.</param>
/// <param name="RadiusMetres">How near a scan must be, 10 to 10,000; any distance where it is not given.</param>
/// <param name="EndsAt">From when on it cannot be scanned.</param>
/// <param name="From">For whom an importer acts.</param>
/// <param name="OccurredAt">When it was, where an importer says so.</param>
public sealed record PlaceBeaconRequest(
    BeaconId? BeaconId = null,
    BeaconKind? Kind = null,
    VenueId? VenueId = null,
    string? Title = null,
    PointInput? Point = null,
    int XpScan = 0,
    int? RadiusMetres = null,
    DateTimeOffset? EndsAt = null,
    PersonId? From = null,
    DateTimeOffset? OccurredAt = null);

/// <summary>Places a beacon.</summary>
public static class PlaceBeaconEndpoint
{
    /// <summary>Answers <c>beacon_id</c>. What a scan earns, and for which venue, is for organisers to say.</summary>
    [WolverinePost("/v1/beacons")]
    [Allow(Role.Authenticated, Role.Admin, Role.Importer)]
    [Answers(typeof(BeaconDocument))]
    public static ValueTask<IResult> Post(
        PlaceBeaconRequest request, Caller caller, CommandId id, Commands commands, CancellationToken ct)
    {
        var owner = caller.ActsFor(request.From);
        var beacon = request.BeaconId ?? new BeaconId(Guid.CreateVersion7());
        var command = new PlaceBeacon.Command(
            caller.Person,
            beacon,
            owner,
            caller.Role is Role.Admin or Role.Importer,
            request.Kind,
            request.VenueId,
            request.Title,
            request.Point?.ToPoint(),
            request.XpScan,
            request.RadiusMetres,
            request.EndsAt,
            caller.Dates(request.OccurredAt));
        return commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                owner,
                Commands.Input("place_beacon", request),
                [
                    StreamUse.Of<Beacon>(StreamName.Beacon(beacon), usuallyNew: true),
                    StreamUse.Of<Account>(StreamName.Account(owner)),
                ],
                (states, _) => PlaceBeacon.Decide(states.Get<Beacon>(0), states.Get<Account>(1), command)),
            ct);
    }
}

/// <summary>The answer of a beacon as it is described to clients.</summary>
public sealed record BeaconDocument(string Outcome, long Position, BeaconId BeaconId);
