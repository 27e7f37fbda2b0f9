namespace HotMess.Api.Cli.Demo;

/// <summary>Somebody of the demo.</summary>
/// <param name="Number">0, 1, 2...: part of his address and of the ids of his commands.</param>
/// <param name="Pull">How much others notice him; 1 in the middle.</param>
/// <param name="Energy">How much he does; 1 in the middle.</param>
internal sealed record DemoPerson(int Number, string Name, double Pull, double Energy)
{
    /// <summary>What he sets of his profile.</summary>
    public required IReadOnlyDictionary<string, object> Profile { get; init; }
}

/// <summary>Draws people as a city has them on a Saturday.</summary>
internal static class DemoPeople
{
    private static readonly string[] Names =
    [
        "Adam", "Aidan", "Alfie", "Amir", "Andre", "Arjun", "Ben", "Bilal", "Callum", "Carlos", "Chris", "Cody", "Dan",
        "Darius", "Dmitri", "Eddie", "Elias", "Emre", "Ethan", "Felix", "Finn", "Gabriel", "George", "Hugo", "Idris",
        "Ivan", "Jack", "Jamal", "Jonas", "Jordan", "Kai", "Kwame", "Leo", "Liam", "Lucas", "Malik", "Marco", "Matteo",
        "Max", "Mehmet", "Milo", "Nathan", "Niall", "Noah", "Oscar", "Owen", "Pablo", "Paul", "Pedro", "Rafael", "Ravi",
        "Reece", "Rory", "Sami", "Sean", "Stefan", "Tariq", "Theo", "Tom", "Vikram", "Will", "Yusuf", "Zac",
    ];

    private static readonly string[] Areas =
    [
        "Soho", "Vauxhall", "Dalston", "Shoreditch", "Clapham", "Brixton", "Hackney", "Camden", "Bethnal Green",
        "Elephant & Castle", "Peckham", "Islington", "Stratford", "Deptford", "Earl's Court", "Kentish Town",
        "Limehouse", "Battersea", "Walthamstow", "Greenwich",
    ];

    private static readonly string[] Openings =
    [
        "Out tonight.", "Dance first, talk later.", "New in London, show me around.", "Coffee by day, techno by night.",
        "Here for the music.", "Looking for a crew for later.", "Off work until Tuesday.",
        "Slow mornings, late nights.",
        "Nurse on a night off.", "Chef, so never free before eleven.", "Teacher. Yes, really.", "Just ask.",
        "Lapsed goth.", "Drag on Thursdays, sleep on Fridays.", "Swimmer, sauna regular.", "Front left speaker.",
    ];

    private static readonly string[] Endings =
    [
        "No time wasters.", "Say hello.", "Ask me about my cat.", "Friends welcome.", "Dogs over people.",
        "Tell me your favourite song.", "Will trade playlists.", "Safe, sane and sober tonight.", "Bring earplugs.",
        "Good manners are hot.", "Happy to just chat.", "Taking it easy.",
    ];

    private static readonly string[] Tags =
    [
        "techno", "house", "drag", "leather", "bears", "gym", "sober", "queer cinema", "vinyl", "karaoke", "festival",
        "brunch", "kink", "poetry", "climbing", "football", "ballroom", "tattoos", "vegan", "gaming",
    ];

    private static readonly string[] Wishes = ["chat", "dates", "friends", "dancing", "right now", "relationship"];

    private static readonly string[] Positions = ["top", "vers_top", "vers", "vers_bottom", "bottom", "side"];

    /// <summary>The same people for the same chance.</summary>
    public static IReadOnlyList<DemoPerson> Draw(uint seed, int count)
    {
        var chance = new DemoChance(seed);
        return [.. Enumerable.Range(0, count).Select(number => Draw(chance, seed, number))];
    }

    private static DemoPerson Draw(DemoChance chance, uint seed, int number)
    {
        var name = chance.Pick(Names);
        return new DemoPerson(number, name, chance.LogNormal(0.8), chance.LogNormal(0.7))
        {
            Profile = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["username"] = $"{name.ToLowerInvariant()}{seed}_{number}",
                ["bio"] = $"{chance.Pick(Openings)} {chance.Pick(Endings)}",
                ["location"] = "London",
                ["location_name"] = chance.Pick(Areas),
                ["age"] = Math.Clamp(18 + (int)(12 * chance.LogNormal(0.5)), 18, 70),
                ["position"] = chance.Pick(Positions),
                ["looking_for"] = chance.Some(Wishes, 2),
                ["tags"] = chance.Some(Tags, 4),
                ["age_verified"] = true,
                ["consent_accepted"] = true,
                ["onboarding_complete"] = true,
                ["show_distance"] = chance.Happens(0.6),
                ["notif_marketing"] = chance.Happens(0.1),
            },
        };
    }
}
