using System.Globalization;
using JasperFx.Events;

namespace HotMess.Projections.Runtime;

/// <summary>Which policy's command an event is of, and on which event: from its causation.</summary>
/// <param name="Policy">Null where somebody asked for it.</param>
/// <param name="Position">Of the event that the policy reacted to.</param>
internal readonly record struct CausedBy(string? Policy, string? Position)
{
    /// <summary>The cause of an event.</summary>
    /// <exception cref="FormatException">Its causation is none of docs/formats.md.</exception>
    public static CausedBy Of(IEvent e)
    {
        if (e.CausationId is not { } causation)
        {
            return default;
        }

        var space = causation.LastIndexOf(' ');
        var position = long.Parse(causation.AsSpan(space + 1), NumberStyles.None, CultureInfo.InvariantCulture);
        return new(causation[..space], position.ToString(CultureInfo.InvariantCulture));
    }
}
