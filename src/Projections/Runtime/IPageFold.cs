using JasperFx.Events;

namespace HotMess.Projections.Runtime;

/// <summary>What a page of events comes down to: one row per key. Pure: no clock, no chance, no reads.</summary>
public interface IPageFold
{
    /// <summary>What <see cref="Add"/> takes; nothing else is loaded.</summary>
    IReadOnlyList<Type> Handled { get; }

    /// <summary>Takes the next event of the page.</summary>
    /// <param name="e">Position and time.</param>
    /// <param name="data">The event itself, its sealed texts opened where the projection asks for it.</param>
    void Add(IEvent e, object data);

    /// <summary>The statements that write what was folded, in order; none where nothing is to be written.</summary>
    IEnumerable<PageStatement> Statements();
}
