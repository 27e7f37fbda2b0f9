using System.Text;

namespace HotMess.Integrations.Postgres;

/// <summary>A secret from the environment: whoever can guess it is everybody.</summary>
public static class GivenSecret
{
    /// <summary>The shortest, in characters.</summary>
    public const int Least = 32;

    /// <summary>Fewest different characters; a word or a digit over and over has fewer.</summary>
    public const int LeastDifferent = 10;

    // They stand in public examples, so that anybody signs tokens with them.
    private static readonly string[] Published =
    [
        "super-secret-jwt-token-with-at-least-32-characters-long",
        "your-super-secret-jwt-token-with-at-least-32-characters-long",
    ];

    /// <summary>Its bytes.</summary>
    /// <exception cref="FormatException">It is too short, too simple or known to everybody; the secret itself is not
    /// told.</exception>
    public static byte[] Read(string name, string value) =>
        value.Length < Least ? throw new FormatException($"{name} must have at least {Least} characters.")
        : value.Distinct().Count() < LeastDifferent
            ? throw new FormatException($"{name} must have at least {LeastDifferent} different characters.")
        : Array.Exists(Published, known => value.Equals(known, StringComparison.OrdinalIgnoreCase))
            ? throw new FormatException($"{name} is a published example: draw one of your own.")
        : Encoding.UTF8.GetBytes(value);
}
