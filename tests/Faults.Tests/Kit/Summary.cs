using System.Collections.Concurrent;
using System.Globalization;
using Shouldly;

namespace HotMess.Faults.Tests.Kit;

/// <summary>
/// How often each fault was tried, and how it went: a table at the end. <c>HOTMESS_FAULT_ROUNDS</c>: a number, or
/// <c>full</c> for the counts of the catalogue; not given, a few. <c>HOTMESS_FAULT_SEED</c> repeats a run.
/// </summary>
public sealed class Summary : IDisposable
{
    private static readonly ConcurrentDictionary<string, Row> Rows = new(StringComparer.Ordinal);

    /// <summary>Of every random choice.</summary>
    public static int Seed { get; } =
        int.TryParse(Given("SEED"), CultureInfo.InvariantCulture, out var seed)
            ? seed
            : Environment.TickCount & 0xFFFFFF;

    /// <summary>How often a fault is tried.</summary>
    /// <param name="usually">In every run of the tests.</param>
    /// <param name="full">Where the full counts are wanted.</param>
    public static int Rounds(int usually, int full) =>
        Given("ROUNDS") switch
        {
            null or "" => usually,
            "full" => full,
            var text => int.Parse(text, CultureInfo.InvariantCulture),
        };

    /// <summary>Whether more than the usual is wanted.</summary>
    public static bool IsThorough => !string.IsNullOrEmpty(Given("ROUNDS"));

    /// <summary>Runs one round and counts it; what it measured, if anything, is kept.</summary>
    /// <param name="fault">What was done, and what was waited for.</param>
    /// <param name="round">Answers how long that took; null where it does not matter.</param>
    /// <param name="goal">What the catalogue asks for.</param>
    public static async Task RoundAsync(string fault, Func<Task<TimeSpan?>> round, TimeSpan? goal = null)
    {
        var row = Rows.GetOrAdd(fault, _ => new Row { Goal = goal });
        Interlocked.Increment(ref row.Tried);
        var took = await round();
        if (took is { } measured)
        {
            row.Measured.Add(measured.TotalMilliseconds);
        }

        Interlocked.Increment(ref row.Held);
    }

    /// <summary>
    /// Half of the rounds took what the catalogue asks for at most; in the usual run, where other tests have most of
    /// the machine, eight times that.
    /// </summary>
    public static void ShouldReachGoals(string fault)
    {
        foreach (var (name, row) in Rows.Where(row => row.Key.StartsWith(fault + " ", StringComparison.Ordinal)))
        {
            var bound = (row.Goal ?? throw new InvalidOperationException($"{name} has no goal."))
                * (IsThorough ? 1 : 8);
            row.Median.ShouldBeLessThanOrEqualTo(bound.TotalMilliseconds, name);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Seed {Seed}."));
        foreach (var (fault, row) in Rows.OrderBy(row => row.Key, StringComparer.Ordinal))
        {
            var times = row.Measured.IsEmpty
                ? ""
                : string.Create(
                    CultureInfo.InvariantCulture, $"median {row.Median:F0} ms, most {row.Measured.Max():F0} ms");
            times += row.Goal is { } goal ? $" (goal {goal.TotalSeconds:F0} s)" : "";
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{fault,-58} {row.Held,3}/{row.Tried,-3} {times}"));
        }
    }

    private static string? Given(string name) => Environment.GetEnvironmentVariable("HOTMESS_FAULT_" + name);

    private sealed class Row
    {
        public int Tried;
        public int Held;

        public TimeSpan? Goal { get; init; }

        public ConcurrentBag<double> Measured { get; } = [];

        public double Median => Measured.Order().ElementAt(Measured.Count / 2);
    }
}
