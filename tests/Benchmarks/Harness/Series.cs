using System.Globalization;

namespace HotMess.Benchmarks.Harness;

/// <summary>The rounds of one row. Rounds of two series at one index ran side by side.</summary>
/// <param name="name">What was measured, with its unit.</param>
/// <param name="digits">Decimals shown.</param>
internal sealed class Series(string name, int digits = 0)
{
    private readonly List<double> values = [];

    public string Name => name;

    public bool Empty => values.Count == 0;

    public double Median => Quantile(values, 0.5);

    public double Lowest => Quantile(values, 0);

    public double Highest => Quantile(values, 1);

    public void Add(double value)
    {
        values.Add(value);
        Console.WriteLine($"{name}: {Text(value)}");
    }

    /// <summary>The median of the rounds' ratios: each round against the one that ran beside it.</summary>
    public double RatioTo(Series other) =>
        Quantile([.. values.Zip(other.values, (mine, theirs) => mine / theirs)], 0.5);

    public string Text(double value) =>
        value.ToString((digits == 0 ? "N" : "F") + digits, CultureInfo.InvariantCulture);

    private static double Quantile(List<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        if (sorted.Length == 0)
        {
            return double.NaN;
        }

        var at = (sorted.Length - 1) * share;
        return (sorted[(int)Math.Floor(at)] + sorted[(int)Math.Ceiling(at)]) / 2;
    }
}
