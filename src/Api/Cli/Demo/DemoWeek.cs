namespace HotMess.Api.Cli.Demo;

/// <summary>
/// Who goes where in the seven nights up to a Saturday's: some are out each night and some on Saturday alone, each to a
/// few venues in turn, so that every venue has a king; about some of their crowns there is war.
/// </summary>
internal static class DemoWeek
{
    private const int Nights = 7;

    /// <summary>Its steps in the order of time; the same for the same arguments.</summary>
    public static IReadOnlyList<DemoStep> Draw(uint seed, IReadOnlyList<DemoPerson> people, DateOnly saturday)
    {
        const double OutOnWeekdays = 0.12, OutOnSaturday = 0.6, Declares = 0.02;
        var chance = new DemoChance(~(((ulong)seed << 32) | (uint)saturday.DayNumber));
        var steps = new List<DemoStep>();
        for (var night = Nights - 1; night >= 0; night--)
        {
            var share = night == 0 ? OutOnSaturday : OutOnWeekdays;
            var evening = new DateTimeOffset(saturday.AddDays(-night), new TimeOnly(19, 0), TimeSpan.Zero);
            foreach (var person in people.Where(person => chance.Happens(share * Math.Min(person.Energy, 1.6))))
            {
                Go(chance, steps, person.Number, evening);
            }
        }

        var contested = DemoVenues.All.Select((_, number) => number).Where(_ => chance.Happens(Declares * Nights));
        var dusk = new DateTimeOffset(saturday, new TimeOnly(18, 0), TimeSpan.Zero);
        steps.AddRange(contested.ToArray()
            .Select(venue => new DemoStep.War(chance.Below(people.Count), venue, dusk)));
        return [.. steps.OrderBy(step => step.At)];
    }

    private static void Go(DemoChance chance, List<DemoStep> steps, int person, DateTimeOffset evening)
    {
        const int MostVenues = 3;
        const double Scans = 0.5;
        var sum = 0.0;
        double[] pull = [.. DemoVenues.All.Select(venue => sum += venue.Pull)];
        var seen = new HashSet<int>();
        var at = evening.AddMinutes(240 * chance.Unit());
        for (var left = 1 + chance.Below(MostVenues); left > 0; left--)
        {
            var venue = chance.Weighted(pull);
            if (seen.Add(venue))
            {
                at = Domain.Kernel.Instant.Truncate(at);
                steps.Add(new DemoStep.Visit(person, venue, chance.Happens(Scans), at));
            }

            at = at.AddMinutes(40 + (90 * chance.Unit()));
        }
    }
}
