using System.Collections.Concurrent;
using System.Globalization;

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
    public static async Task RoundAsync(string fault, Func<Task<TimeSpan?>> round)
    {
        var row = Rows.GetOrAdd(fault, _ => new Row());
        Interlocked.Increment(ref row.Tried);
        var took = await round();
        if (took is { } measured)
        {
            row.Measured.Add(measured.TotalMilliseconds);
        }

        Interlocked.Increment(ref row.Held);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Seed {Seed}."));
        foreach (var (fault, row) in Rows.OrderBy(row => row.Key, StringComparer.Ordinal))
        {
            var measured = row.Measured.Order().ToArray();
            var times = measured.Length == 0
                ? ""
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"median {measured[measured.Length / 2]:F0} ms, most {measured[^1]:F0} ms");
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{fault,-58} {row.Held,3}/{row.Tried,-3} {times}"));
        }
    }

    private static string? Given(string name) => Environment.GetEnvironmentVariable("HOTMESS_FAULT_" + name);

    private sealed class Row
    {
        public int Tried;
        public int Held;

        public ConcurrentBag<double> Measured { get; } = [];
    }
}
