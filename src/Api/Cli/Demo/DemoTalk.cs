namespace HotMess.Api.Cli.Demo;

/// <summary>What people write to each other on a night out.</summary>
internal static class DemoTalk
{
    // Each line is the other's turn, unless it begins with '+', which goes on with the same.
    private static readonly string[][] Talks =
    [
        ["hey", "hey you", "how's {area}?", "loud", "+ in a good way", "is it busy yet?", "queue round the corner",
            "worth it?", "the DJ is", "on my way then"],
        ["love your profile", "thank you!", "+ is that {area} behind you?", "it is, last summer", "small world"],
        ["woof", "woof yourself", "out tonight?", "just leaving the house", "where to?", "{area}, then wherever",
            "save me a dance", "deal"],
        ["do you know if {place} has a cloakroom?", "two quid, cash only", "life saver", "see you in there?", "yes"],
        ["hello from the smoking area", "which one?", "the wet one", "ha, same", "+ blue jacket", "turn round"],
        ["lost my friends already", "classic", "+ I'm by the bar if you want company", "five minutes", "take ten"],
        ["what are you drinking?", "water, I drive", "respect", "you?", "something green", "oh no"],
        ["are you the one with the fan?", "everyone has a fan", "the big orange one", "guilty",
            "you nearly had my eye out", "let me make up for it"],
        ["home safe?", "yes, just in", "+ thanks for asking", "always", "brunch tomorrow?", "make it two o'clock"],
        ["hi", "hey, how are you", "good, tired", "same", "another night?", "another night"],
        ["this track!!", "WHAT IS IT", "no idea", "+ asking the booth", "hero"],
        ["would you rate {place}?", "before or after two?", "after", "then yes"],
        ["you looked great on the floor", "oh you were there?", "by the left speaker", "should have said hi",
            "shy until three", "it's three now"],
        ["last train's gone", "night bus it is", "+ N{bus}?", "the very one", "top deck, front seat", "of course"],
    ];

    private static readonly string[] Places =
        ["the arches", "the old pool", "the basement", "the warehouse", "the railway bar", "the red room"];

    /// <summary>Titles of threads of several.</summary>
    public static IReadOnlyList<string> Groups { get; } =
    [
        "Vauxhall tonight", "Dalston crew", "Cloakroom survivors", "Sunday brunch", "Afters?", "Bus stop N3",
        "Karaoke, no excuses", "Sober floor",
    ];

    /// <summary>What is said in them.</summary>
    public static IReadOnlyList<string> Calls { get; } =
    [
        "who's in?", "me", "there at eleven", "running late", "queue is fine", "inside, by the lights",
        "where are you all", "left side", "who has my jacket", "I do", "water round on me",
        "heading off, get home safe",
        "text when in", "in!",
    ];

    /// <summary>A talk: each text, and whether the one who began says it.</summary>
    public static IEnumerable<(bool ByFirst, string Text)> Draw(DemoChance chance, string area)
    {
        var byFirst = false;
        foreach (var line in chance.Pick(Talks))
        {
            byFirst = line[0] == '+' ? byFirst : !byFirst;
            yield return (byFirst, line.TrimStart('+', ' ')
                .Replace("{area}", area, StringComparison.Ordinal)
                .Replace("{place}", chance.Pick(Places), StringComparison.Ordinal)
                .Replace("{bus}", $"{1 + chance.Below(200)}", StringComparison.Ordinal));
        }
    }
}
