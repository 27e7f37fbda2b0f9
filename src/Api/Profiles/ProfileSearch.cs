using HotMess.Api.Hosting;
using HotMess.Projections.Runtime;
using NpgsqlTypes;

namespace HotMess.Api.Profiles;

/// <summary>
/// For whom is asked: the query's <c>address</c> (an e-mail address that the caller may know, or an alias), or its
/// <c>name</c> (a part of a username or shown name).
/// </summary>
public sealed record ProfileSearch(string? Address, string? Name)
{
    /// <summary>Most profiles of an answer.</summary>
    public const int MostFound = 50;

    private const int Longest = 254;

    /// <summary>The request's; anything else is a <see cref="ProblemException"/>.</summary>
    public static ProfileSearch Of(HttpContext context) => context.Request.Query.ToArray() switch
    {
        [{ Key: "address", Value: [{ } address] }] when IsGiven(address) => new(address.Trim(), null),
        [{ Key: "name", Value: [{ } name] }] when IsGiven(name) => new(null, name.Trim()),
        _ => throw new ProblemException(Problems.Malformed(
            $"The query takes address or name, once, with 1 to {Longest} characters.")),
    };

    /// <summary><see cref="Address"/> for a statement.</summary>
    public PageParameter AddressParameter() => Text(Address);

    /// <summary><see cref="Name"/> as a pattern in which it stands for itself.</summary>
    public PageParameter PatternParameter() => Text(Name is null ? null : "%" + Name
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal)
        .Replace("_", @"\_", StringComparison.Ordinal) + "%");

    private static bool IsGiven(string text) =>
        text.Trim().Length is > 0 and <= Longest && !text.Contains('\0', StringComparison.Ordinal);

    private static PageParameter Text(string? text) => new((object?)text ?? DBNull.Value, NpgsqlDbType.Text);
}
