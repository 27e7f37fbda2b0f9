using System.Globalization;

namespace HotMess.Api.Cli.Replay;

/// <summary>One line of the file of check-ins.</summary>
/// <param name="Line">1, 2, 3...: part of the command's id.</param>
/// <param name="Venue">Its number, as text.</param>
internal sealed record FileCheckIn(int Line, int Person, DateTimeOffset At, double Lat, double Lng, string Venue);

/// <summary>
/// Reads real check-ins: person, time, latitude, longitude and venue a line, with tabs between; newest first within a
/// person.
/// </summary>
internal static class CheckInFile
{
    private const string Time = "yyyy-MM-dd HH:mm:ss+0000";

    /// <summary>In the order of time; of equals first the one that the file has later.</summary>
    /// <exception cref="FormatException">A line is not of that form; its number is named.</exception>
    public static List<FileCheckIn> Read(string path) =>
    [
        .. File.ReadLines(path)
            .Select((line, index) => Read(line.Split('\t'), index + 1))
            .OrderBy(one => one.At)
            .ThenByDescending(one => one.Line),
    ];

    private static FileCheckIn Read(string[] fields, int line) =>
        fields is [var who, var time, var north, var east, { Length: > 0 } venue]
        && int.TryParse(who, NumberStyles.None, CultureInfo.InvariantCulture, out var person)
        && DateTimeOffset.TryParseExact(
            time, Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
        && Degrees.TryRead(north, out var lat)
        && Degrees.TryRead(east, out var lng)
            ? new FileCheckIn(line, person, at, lat, lng, venue)
            : throw new FormatException($"Line {line} is not 'person time latitude longitude venue', tabs between.");
}

/// <summary>A venue that somebody described.</summary>
/// <param name="Name">At most as long as a beacon's title.</param>
internal sealed record FileVenue(string Name, double Lat, double Lng);

/// <summary>Reads real venues: number, name, latitude, longitude a line, with tabs between, under a header.</summary>
internal static class VenueFile
{
    /// <summary>By their numbers.</summary>
    /// <exception cref="FormatException">A line is not of that form; its number is named.</exception>
    public static IReadOnlyDictionary<string, FileVenue> Read(string path)
    {
        var venues = new Dictionary<string, FileVenue>(StringComparer.Ordinal);
        var line = 1;
        foreach (var fields in File.ReadLines(path).Skip(1).Select(text => text.Split('\t')))
        {
            line++;
            venues[fields[0]] = fields is [_, { Length: > 0 } name, var north, var east]
                && Degrees.TryRead(north, out var lat)
                && Degrees.TryRead(east, out var lng)
                    ? new FileVenue(Short(name), lat, lng)
                    : throw new FormatException($"Line {line} is not 'number name latitude longitude', tabs between.");
        }

        return venues;
    }

    private static string Short(string name) => name.Length <= Domain.Beacons.PlaceBeacon.LongestTitle
        ? name
        : name[..Domain.Beacons.PlaceBeacon.LongestTitle];
}

/// <summary>A coordinate of a file.</summary>
internal static class Degrees
{
    /// <summary>False where it is no number, or not a finite one.</summary>
    public static bool TryRead(string text, out double degrees) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out degrees)
        && double.IsFinite(degrees);
}
