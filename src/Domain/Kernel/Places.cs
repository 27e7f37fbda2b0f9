namespace HotMess.Domain.Kernel;

/// <summary>
/// A venue by the name that its city's people, a door's code or another system gives it. Any is accepted: a venue that
/// nobody has described is named by itself.
/// </summary>
/// <param name="Value">See <see cref="IsWellFormed"/>.</param>
public readonly record struct VenueId(string Value)
{
    /// <summary>Longest value, in characters.</summary>
    public const int Longest = 64;

    /// <summary>1 to 64 characters: ASCII letters, digits and <c>. _ : -</c>, so that it is no free text.</summary>
    public bool IsWellFormed => Value is { Length: > 0 and <= Longest }
        && Value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or ':' or '-');

    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>A point on the earth, WGS 84, in millionths of a degree.</summary>
/// <param name="Lat">-90,000,000 to 90,000,000, north positive.</param>
/// <param name="Lng">-180,000,000 to 180,000,000, east positive.</param>
public readonly record struct GeoPoint(int Lat, int Lng)
{
    private const double Radians = Math.PI / 180_000_000;

    private const double EarthMetres = 6_371_008.8;

    /// <summary>True for a point of the earth.</summary>
    internal bool IsOnEarth => Lat is >= -90_000_000 and <= 90_000_000 && Lng is >= -180_000_000 and <= 180_000_000;

    /// <summary>The cell that holds it.</summary>
    internal Cell Cell => new(Floor(Lat), Floor(Lng));

    /// <summary>Along the great circle, in metres.</summary>
    public double MetresTo(GeoPoint other)
    {
        var (a, b) = (Lat * Radians, other.Lat * Radians);
        var lat = Math.Sin((b - a) / 2);
        var lng = Math.Sin((other.Lng - (double)Lng) * Radians / 2);
        var chord = (lat * lat) + (Math.Cos(a) * Math.Cos(b) * lng * lng);
        return 2 * EarthMetres * Math.Asin(Math.Sqrt(Math.Min(1, chord)));
    }

    private static int Floor(int value) => (int)Math.Floor(value / (double)Cell.Size);
}

/// <summary>
/// A hundredth of a degree each way, 1.1 km at the equator: the only form in which a person's own position is kept.
/// </summary>
/// <param name="Lat">South edge in hundredths of a degree.</param>
/// <param name="Lng">West edge in hundredths of a degree.</param>
public readonly record struct Cell(int Lat, int Lng)
{
    /// <summary>Millionths of a degree to a side.</summary>
    public const int Size = 10_000;

    /// <summary>No two points of one cell are farther apart.</summary>
    public const double DiagonalMetres = 1_600;

    /// <summary>Its middle.</summary>
    internal GeoPoint Middle => new((Lat * Size) + (Size / 2), (Lng * Size) + (Size / 2));

    /// <summary>The least that two points of these cells may be apart, in metres.</summary>
    public double LeastMetresTo(Cell other) => Math.Max(0, Middle.MetresTo(other.Middle) - DiagonalMetres);
}
