using System.Text;

namespace HotMess.Api.Cli.Replay;

/// <summary>Texts for messages that come without: the same for the same line, as long as people write.</summary>
internal static class Texts
{
    private const int Longest = 1_000;
    private const double MedianLength = 50;
    private const double Spread = 0.9;

    private static readonly string[] Words =
    [
        "hey", "you", "tonight", "the", "bar", "is", "full", "where", "are", "we", "meet", "at", "ten", "no", "yes",
        "maybe", "later", "dancing", "friend", "train", "late", "coffee", "tomorrow", "really", "nice", "to", "see",
        "what", "a", "night", "music", "loud", "outside", "waiting", "by", "door", "come", "over", "thanks", "miss",
        "home", "safe",
        "text", "me", "when", "there", "love", "that", "song", "café", "naïve", "über", "jalapeño", "sun", "walk",
        "river",
    ];

    /// <summary>Log-normal lengths with a median of 50 characters, 1 to 1,000.</summary>
    public static string Of(int line)
    {
        // Mixed first: lines that follow each other would else draw the same numbers, one step apart.
        var state = Mix((ulong)line);
        var first = Unit(ref state);
        var normal = Math.Sqrt(-2 * Math.Log(first)) * Math.Cos(2 * Math.PI * Unit(ref state));
        var length = Math.Clamp((int)(MedianLength * Math.Exp(Spread * normal)), 1, Longest);
        var text = new StringBuilder(length + 16);
        while (text.Length < length)
        {
            var word = Words[(int)(Unit(ref state) * Words.Length) % Words.Length];
            text.Append(text.Length == 0 ? "" : " ").Append(word);
        }

        return text.ToString(0, length);
    }

    // SplitMix64; above 0 and at most 1.
    private static double Unit(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        return ((Mix(state) >> 11) + 1) / (double)(1UL << 53);
    }

    private static ulong Mix(ulong value)
    {
        var mixed = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }
}
