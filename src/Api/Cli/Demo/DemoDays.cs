namespace HotMess.Api.Cli.Demo;

/// <summary>Who checks in each day up to a Saturday: some for two days in a row, some for two weeks.</summary>
internal static class DemoDays
{
    private const double Share = 0.4;
    private const int MostDays = 14;

    /// <summary>Its steps in the order of time; the same for the same arguments.</summary>
    public static IReadOnlyList<DemoStep> Draw(uint seed, IReadOnlyList<DemoPerson> people, DateOnly saturday)
    {
        var chance = new DemoChance((((ulong)seed << 32) | (uint)saturday.DayNumber) ^ 0x5DA75);
        var steps = new List<DemoStep>();
        foreach (var person in people.Where(person => chance.Happens(Share * Math.Min(person.Energy, 1.6))))
        {
            for (var back = 1 + chance.Below(MostDays); back >= 0; back--)
            {
                var morning = new DateTimeOffset(saturday.AddDays(-back), new TimeOnly(8, 0), TimeSpan.Zero);
                steps.Add(new DemoStep.Day(
                    person.Number, Domain.Kernel.Instant.Truncate(morning.AddMinutes(540 * chance.Unit()))));
            }
        }

        return [.. steps.OrderBy(step => step.At)];
    }
}
