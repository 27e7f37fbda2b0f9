using System.Globalization;
using HotMess.Projections.Runtime;
using NpgsqlTypes;

namespace HotMess.Api.Hosting;

/// <summary>
/// Which page of a list is asked for: the query's <c>limit</c> (1 to 100, else 50) and <c>before</c>.
/// </summary>
/// <param name="Limit">Most items.</param>
/// <param name="Before">The item that the page comes after in the list's order, which is newest first; null for the
/// first page.</param>
public sealed record PageRequest(int Limit, string? Before)
{
    /// <summary>Most items of a page.</summary>
    public const int MaxLimit = 100;

    private const int DefaultLimit = 50;

    /// <summary>The request's; an unknown parameter or garbage is a <see cref="ProblemException"/>.</summary>
    public static PageRequest Of(HttpContext context)
    {
        var limit = DefaultLimit;
        string? before = null;
        foreach (var (name, values) in context.Request.Query)
        {
            switch (name, values.Count)
            {
                case ("limit", 1):
                    limit = int.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                        && number is > 0 and <= MaxLimit
                        ? number
                        : throw Bad($"limit is a number from 1 to {MaxLimit}.");
                    break;
                case ("before", 1):
                    before = values[0];
                    break;
                default:
                    throw Bad("The query takes limit and before, each once.");
            }
        }

        return new PageRequest(limit, before);
    }

    /// <summary><see cref="Before"/> as the id of an item.</summary>
    public PageParameter BeforeId()
    {
        if (Before is null)
        {
            return new PageParameter(DBNull.Value, NpgsqlDbType.Uuid);
        }

        return Guid.TryParseExact(Before, "D", out var id)
            ? new PageParameter(id, NpgsqlDbType.Uuid)
            : throw Bad("before is the id of an item.");
    }

    /// <summary><see cref="Before"/> as a sequence.</summary>
    public PageParameter BeforeSequence()
    {
        if (Before is null)
        {
            return new PageParameter(DBNull.Value, NpgsqlDbType.Bigint);
        }

        return long.TryParse(Before, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? PageParameter.Of(sequence)
            : throw Bad("before is a sequence.");
    }

    /// <summary><see cref="Limit"/> for a statement.</summary>
    public PageParameter LimitParameter() => PageParameter.Of(Limit);

    /// <summary><see cref="Limit"/> for a statement whose list has one page, its first.</summary>
    public PageParameter OnlyLimit() => Before is null ? LimitParameter() : throw Bad("This list takes no before.");

    private static ProblemException Bad(string detail) => new(Problems.Malformed(detail));
}
