using System.Globalization;

namespace HotMess.Benchmarks.Harness;

/// <summary>What a row should reach, and whether it did.</summary>
/// <param name="Text">As the table says it.</param>
/// <param name="Reached">Null where what it is compared with was not measured.</param>
internal sealed record Goal(string Text, bool? Reached)
{
    /// <summary>As the table says it.</summary>
    public string Verdict => Reached switch
    {
        true => "yes",
        false => "**no**",
        null => "not measured",
    };

    /// <summary>At least so many times another row's rate.</summary>
    public static Goal Times(Series row, Series other, double least, string of) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $">= {least} x {of}"),
            other.Empty ? null : row.RatioTo(other) >= least);

    /// <summary>The median is at most a number.</summary>
    public static Goal AtMost(Series row, double most) =>
        new("<= " + row.Text(most), row.Median <= most);

    /// <summary>The worst round is at most a number.</summary>
    public static Goal NeverOver(Series row, double most) =>
        new("<= " + row.Text(most) + " in every round", row.Highest <= most);

    /// <summary>The median is at least a number.</summary>
    public static Goal AtLeast(Series row, double least) =>
        new(">= " + row.Text(least), row.Median >= least);
}

/// <summary>A row of the table. Ratios to the baselines are shown for rates of one row a command.</summary>
internal sealed record Row(Series Series, bool IsRate, params IReadOnlyList<Goal> Goals);
