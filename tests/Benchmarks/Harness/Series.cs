namespace HotMess.Benchmarks.Harness;

/// <summary>The rounds of one row.</summary>
internal sealed class Series(string name)
{
    private readonly List<double> values = [];

    public string Name => name;

    public double Median => Quantile(0.5);

    public double Lowest => Quantile(0);

    public double Highest => Quantile(1);

    public void Add(double value)
    {
        values.Add(value);
        Console.WriteLine($"{name}: {value:F1}");
    }

    private double Quantile(double share)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[(int)Math.Round((sorted.Length - 1) * share)];
    }
}
