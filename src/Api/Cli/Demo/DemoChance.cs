namespace HotMess.Api.Cli.Demo;

/// <summary>Chance that falls the same way for the same seed, on every machine and in every version.</summary>
internal sealed class DemoChance(ulong seed)
{
    private ulong state = seed;

    /// <summary>Above 0 and at most 1.</summary>
    public double Unit()
    {
        // SplitMix64.
        state += 0x9E3779B97F4A7C15UL;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return (((mixed ^ (mixed >> 31)) >> 11) + 1) / (double)(1UL << 53);
    }

    /// <summary>True in that share of cases.</summary>
    public bool Happens(double share) => Unit() <= share;

    /// <summary>From 0 to below <paramref name="count"/>.</summary>
    public int Below(int count) => (int)(Unit() * count) % count;

    /// <summary>One of them.</summary>
    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>So many different ones, in their own order.</summary>
    public T[] Some<T>(IReadOnlyList<T> from, int count) =>
        [.. from.Select(item => (item, draw: Unit())).OrderBy(pair => pair.draw).Take(count)
            .Select(pair => pair.item)];

    /// <summary>Around 1: the median is 1, and the logarithm has this deviation.</summary>
    public double LogNormal(double deviation)
    {
        var length = Math.Sqrt(-2 * Math.Log(Unit()));
        return Math.Exp(deviation * length * Math.Cos(2 * Math.PI * Unit()));
    }

    /// <summary>An index, each as likely as its weight says.</summary>
    /// <param name="sums">Running sums of the weights.</param>
    public int Weighted(double[] sums)
    {
        var found = Array.BinarySearch(sums, Unit() * sums[^1]);
        return Math.Min(found < 0 ? ~found : found, sums.Length - 1);
    }
}
