using HotMess.Domain.Kernel;

namespace HotMess.Domain.Xp;

/// <summary>Whether a reference has been awarded: one stream per person, action and reference.</summary>
/// <param name="Entry">By which; null while it is free.</param>
/// <param name="Amount">With how many points.</param>
public sealed record XpReference(XpEntryId? Entry, long Amount) : IFolded<XpReference>
{
    private const int Longest = 100;

    /// <inheritdoc />
    public static string StreamType => XpEvents.Reference;

    /// <inheritdoc />
    public static XpReference Initial { get; } = new(null, 0);

    /// <inheritdoc />
    public static XpReference Evolve(XpReference state, object @event) => @event switch
    {
        XpReferenceUsed e => new XpReference(e.Entry, e.Amount),
        _ => throw new UnknownEventException(typeof(XpReference), @event),
    };

    /// <summary>The stream of a reference.</summary>
    public static StreamName Of(PersonId person, XpAction action, string reference) =>
        StreamName.XpReference(person, XpTable.Of(action).Name, reference);

    /// <summary>True for 1 to 100 visible ASCII characters.</summary>
    internal static bool HasForm(string reference) =>
        reference.Length is > 0 and <= Longest && reference.All(c => c is > ' ' and <= '~');
}
