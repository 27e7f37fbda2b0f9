using System.Globalization;

namespace HotMess.Api.Hosting;

/// <summary>The position that a read must have reached: the header <c>X-HotMess-Min-Position</c>, or 0.</summary>
public readonly record struct MinPosition(long Value)
{
    /// <summary>The header.</summary>
    public const string Header = "X-HotMess-Min-Position";

    /// <summary>The request's; garbage is a <see cref="ProblemException"/>.</summary>
    public static MinPosition Of(HttpContext context)
    {
        var given = context.Request.Headers[Header];
        if (given.Count == 0)
        {
            return default;
        }

        return given.Count == 1
            && long.TryParse(given[0], NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? new MinPosition(position)
            : throw new ProblemException(Problems.Malformed($"{Header} takes one whole number."));
    }
}
