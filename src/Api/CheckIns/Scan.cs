using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Beacons;
using HotMess.Domain.CheckIns;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Domain.Xp;
using HotMess.Integrations.Postgres;
using HotMess.Integrations.Postgres.EventLog;
using Stand = HotMess.Domain.Beacons.Beacon;

namespace HotMess.Api.CheckIns;

/// <summary>A scan on its way into the log, whichever route it came by.</summary>
internal sealed record Scan(PersonId Person, BeaconId Beacon, GeoPoint? Point, DateTimeOffset? OccurredAt)
{
    /// <summary>What became of it, the beacon that was scanned, and his points before.</summary>
    public async ValueTask<(CommandResult Result, BeaconPlaced? Beacon, long Points)> RunAsync(
        PersonId? by, CommandKey key, ReadOnlyMemory<byte> input, Commands commands, CancellationToken ct)
    {
        // Whose it is never changes, so what is between the two is named from what is seen before; also of a scan that
        // is sent again, which still has to name its beacon.
        var seen = await commands.LookAsync([BeaconStream, StreamUse.Of<XpAccount>(StreamName.Xp(Person))], ct);
        var placed = seen.Get<Stand>(0).Placed;
        List<StreamUse> streams =
        [
            StreamUse.Of<PersonCheckIns>(StreamName.CheckIns(Person)),
            StreamUse.Of<Account>(StreamName.Account(Person)),
            BeaconStream,
        ];
        var isOthers = placed is not null && placed.Owner != Person;
        if (isOthers)
        {
            streams.Add(StreamUse.Of<TapPair>(StreamName.TapPair(Person, placed!.Owner)));
            streams.Add(StreamUse.Of<Account>(StreamName.Account(placed.Owner)));
        }

        var venue = placed?.Venue is { } known ? StreamUse.Of<Venue>(StreamName.Venue(known)) : null;
        if (venue is not null)
        {
            streams.Add(venue);
        }

        var result = await commands.ExecuteAsync(
            new CommandRequest(key, Person, input, streams, (states, time) => ScanBeacon.Decide(
                states.Get<PersonCheckIns>(0),
                states.Get<Account>(1),
                placed is null ? Stand.Initial : states.Get<Stand>(2),
                venue is null ? Venue.Initial : states.Get<Venue>(streams.Count - 1),
                isOthers ? new ScanBeacon.Other(states.Get<Account>(4), states.Get<TapPair>(3)) : null,
                new ScanBeacon.Command(
                    by,
                    Person,
                    new CheckInId(Guid.CreateVersion7(time.Now)),
                    Beacon,
                    Point,
                    OccurredAt,
                    time.Now))),
            ct);
        await FailPoints.PassAsync(FailPoint.BeforeAnswer);
        return (result, placed, seen.Get<XpAccount>(1).Total);
    }

    /// <summary>
    /// When a scan was, to a millisecond: its id was drawn at that time, so that it is told again without being kept.
    /// </summary>
    public static DateTimeOffset TimeOf(CheckInId checkIn)
    {
        Span<byte> bytes = stackalloc byte[16];
        checkIn.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        const int BitsBelow = 16;
        var milliseconds = System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes) >> BitsBelow;
        return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
    }

    private StreamUse BeaconStream => StreamUse.Of<Stand>(StreamName.Beacon(Beacon));
}
