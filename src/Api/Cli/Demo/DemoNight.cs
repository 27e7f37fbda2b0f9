namespace HotMess.Api.Cli.Demo;

/// <summary>Something that one person does to another, or in a group.</summary>
internal abstract record DemoStep(int From, int To, DateTimeOffset At)
{
    /// <summary>Steps of one lane keep their order; others may pass each other.</summary>
    public virtual long Lane => ((long)Math.Min(From, To) << 32) | (uint)Math.Max(From, To);

    /// <summary>A tap.</summary>
    public sealed record Tap(int From, int To, string Kind, DateTimeOffset At) : DemoStep(From, To, At);

    /// <summary>A message in the thread of the two.</summary>
    public sealed record Message(int From, int To, string Text, DateTimeOffset At) : DemoStep(From, To, At);

    /// <summary>Everything in the thread of the two is read.</summary>
    public sealed record Read(int From, int To, int UpTo, DateTimeOffset At) : DemoStep(From, To, At);

    /// <summary>One is kept among the other's favourites.</summary>
    public sealed record Favorite(int From, int To, DateTimeOffset At) : DemoStep(From, To, At);

    /// <summary>A block.</summary>
    public sealed record Block(int From, int To, DateTimeOffset At) : DemoStep(From, To, At);

    /// <summary>A thread of several, and all that is said in it.</summary>
    public sealed record Group(
        int From, int[] With, string Title, IReadOnlyList<(int By, string Text)> Talk, DateTimeOffset At)
        : DemoStep(From, From, At);

    /// <summary>One is at a venue, by its name or by the code at its door.</summary>
    public sealed record Visit(int From, int Venue, bool Scans, DateTimeOffset At) : DemoStep(From, From, At);

    /// <summary>One checks in for the day.</summary>
    public sealed record Day(int From, DateTimeOffset At) : DemoStep(From, From, At);

    /// <summary>One declares war about a venue's crown.</summary>
    public sealed record War(int From, int Venue, DateTimeOffset At) : DemoStep(From, From, At);
}

/// <summary>
/// A Saturday night, from six in the evening to five in the morning: some are seen by many, some do much; who is tapped
/// may tap back; who matched may talk; not everything is read by the morning.
/// </summary>
internal sealed class DemoNight
{
    private static readonly string[] Kinds = ["tap", "tap", "tap", "woof", "woof", "like", "boo", "save"];

    private readonly DemoChance chance;
    private readonly IReadOnlyList<DemoPerson> people;
    private readonly DateTimeOffset start;
    private readonly List<DemoStep> steps = [];
    private readonly HashSet<(int, int)> talked = [];

    private DemoNight(uint seed, IReadOnlyList<DemoPerson> people, DateOnly saturday)
    {
        (chance, this.people) = (new DemoChance(((ulong)seed << 32) | (uint)saturday.DayNumber), people);
        start = new DateTimeOffset(saturday, new TimeOnly(18, 0), TimeSpan.Zero);
    }

    /// <summary>How long it lasts.</summary>
    public static TimeSpan Length { get; } = TimeSpan.FromHours(11);

    /// <summary>Its steps in the order of time; the same for the same arguments.</summary>
    public static IReadOnlyList<DemoStep> Draw(uint seed, IReadOnlyList<DemoPerson> people, DateOnly saturday)
    {
        var night = new DemoNight(seed, people, saturday);
        night.Tap();
        night.Gather();
        return [.. night.steps.OrderBy(step => step.At)];
    }

    private void Tap()
    {
        const int TapsEach = 7;
        var (pull, energy) = (Sums(person => person.Pull), Sums(person => person.Energy));
        for (var i = 0; i < people.Count * TapsEach; i++)
        {
            var (from, to) = (chance.Weighted(energy), chance.Weighted(pull));
            if (from != to)
            {
                Tap(from, to, Moment());
            }
        }
    }

    private void Tap(int from, int to, DateTimeOffset at)
    {
        const double TapsBack = 0.35, Talks = 0.6, Keeps = 0.08, Blocks = 0.004;
        var kind = chance.Pick(Kinds);
        steps.Add(new DemoStep.Tap(from, to, kind, at));
        if (chance.Happens(Keeps))
        {
            steps.Add(new DemoStep.Favorite(from, to, at.AddSeconds(20)));
        }

        if (kind != "save" && chance.Happens(TapsBack))
        {
            var back = at.AddMinutes(1 + 30 * chance.Unit());
            steps.Add(new DemoStep.Tap(to, from, chance.Pick(Kinds[..6]), back));
            if (chance.Happens(Talks) && talked.Add((Math.Min(from, to), Math.Max(from, to))))
            {
                Talk(to, from, back.AddMinutes(1));
            }
        }
        else if (chance.Happens(Blocks))
        {
            steps.Add(new DemoStep.Block(to, from, at.AddMinutes(5)));
        }
    }

    private void Talk(int first, int second, DateTimeOffset at)
    {
        const double Reads = 0.85;
        var said = 0;
        foreach (var (byFirst, text) in DemoTalk.Draw(chance, (string)people[second].Profile["location_name"]))
        {
            var (from, to) = byFirst ? (first, second) : (second, first);
            steps.Add(new DemoStep.Message(from, to, text, at));
            said++;
            at = at.AddSeconds(15 + 240 * chance.Unit());
            if (chance.Happens(Reads))
            {
                steps.Add(new DemoStep.Read(to, from, said, at.AddSeconds(-5)));
            }
        }
    }

    private void Gather()
    {
        foreach (var title in DemoTalk.Groups)
        {
            var members = chance.Some([.. people.Select(person => person.Number)], 4 + chance.Below(6));
            var talk = DemoTalk.Calls.Where(_ => chance.Happens(0.7))
                .Select(text => (chance.Pick(members), text)).ToArray();
            steps.Add(new DemoStep.Group(members[0], members[1..], title, talk, Moment()));
        }
    }

    private double[] Sums(Func<DemoPerson, double> weight)
    {
        var sum = 0.0;
        return [.. people.Select(person => sum += weight(person))];
    }

    // Most happens around midnight.
    private DateTimeOffset Moment() =>
        Truncated(start + (Length * ((chance.Unit() + chance.Unit() + chance.Unit()) / 3 * 0.9)));

    private static DateTimeOffset Truncated(DateTimeOffset time) => Domain.Kernel.Instant.Truncate(time);
}
