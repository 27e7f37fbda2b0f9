using HotMess.Integrations.Postgres;
using HotMess.Integrations.Postgres.EventLog;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;

namespace HotMess.Projections.Runtime;

/// <summary>Opens the sealed texts of a page in one query, in the page's order.</summary>
public delegate ValueTask<IReadOnlyList<object>> SealOpener(IReadOnlyList<StoredEvent> page, CancellationToken ct);

/// <summary>
/// A projection that folds a page of events and writes it by a few set-based statements. Rows, the page guard and the
/// projection's position move in one transaction; whatever fails is told with the event that it fails on, and parks
/// this projection alone.
/// </summary>
public abstract class SetProjection : ProjectionBase, IProjection
{
    /// <summary>Most events in one page.</summary>
    public const int PageEvents = 5_000;

    private static readonly string ApplyPage = EmbeddedSql.Read("Runtime/Sql/apply_page.sql");
    private readonly Func<IPageFold> newPage;

    /// <param name="name">In <c>mt_event_progression</c> it is followed by <c>:All</c>.</param>
    /// <param name="tables">The tables it owns, with their schema; a rebuild empties them.</param>
    /// <param name="newPage">A fold without events; what it takes is all that is loaded.</param>
    protected SetProjection(string name, IReadOnlyList<string> tables, Func<IPageFold> newPage)
    {
        this.newPage = newPage;
        Name = name;
        Tables = tables;
        Options.BatchSize = PageEvents;
        Options.MaximumHopperSize = 2 * PageEvents;
        Handled = newPage().Handled;
        foreach (var type in Handled)
        {
            IncludeType(type);
        }

        foreach (var table in tables)
        {
            Options.DeleteDataInTableOnTeardown(table);
        }

        // Emptied in the same transaction, so that the guard begins again exactly where the rows do.
        Options.DeleteDataInTableOnTeardown($"log.projection_pages where projection = '{name}'");
    }

    /// <summary>The events it is given.</summary>
    public IReadOnlyList<Type> Handled { get; }

    /// <summary>The tables that it alone writes.</summary>
    public IReadOnlyList<string> Tables { get; }

    /// <summary>
    /// Whether its tables may stand empty for a while. Not where they hide something: without its rows all is seen.
    /// </summary>
    public virtual bool MayBeEmptied => true;

    /// <summary>Set where the projection reads sealed texts.</summary>
    protected SealOpener? Opener { get; init; }

    /// <inheritdoc />
    public async Task ApplyAsync(
        IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        if (events.Count == 0)
        {
            return;
        }

        await FailPoints.PassAsync(FailPoint.BeforePage);
        var data = await OpenAsync(events, cancellation);
        var fold = Fold(events, data, events.Count);
        operations.QueueOperation(new PageGuard(
            ApplyPage,
            new PageBisection(operations.Database, prefix => Fold(events, data, prefix), events),
            PageParameter.Of(Name),
            PageParameter.Of(events[0].Sequence),
            PageParameter.Of(events[^1].Sequence)));
        foreach (var statement in fold.Statements())
        {
            operations.QueueOperation(statement);
        }
    }

    /// <summary>What a page comes down to, for whoever writes it otherwise than the daemon.</summary>
    /// <exception cref="ApplyEventException">An event cannot be folded.</exception>
    internal async ValueTask<IPageFold> FoldAsync(IReadOnlyList<IEvent> events, CancellationToken ct) =>
        Fold(events, await OpenAsync(events, ct), events.Count);

    private async ValueTask<IReadOnlyList<object>?> OpenAsync(IReadOnlyList<IEvent> events, CancellationToken ct)
    {
        if (Opener is null)
        {
            return null;
        }

        var page = new StoredEvent[events.Count];
        for (var i = 0; i < page.Length; i++)
        {
            page[i] = new StoredEvent(events[i].Id, events[i].Data);
        }

        return await Opener(page, ct);
    }

    private IPageFold Fold(IReadOnlyList<IEvent> events, IReadOnlyList<object>? data, int count)
    {
        var fold = newPage();
        for (var i = 0; i < count; i++)
        {
            try
            {
                fold.Add(events[i], data is null ? events[i].Data : data[i]);
            }
            catch (Exception e)
            {
                throw new ApplyEventException(events[i], e);
            }
        }

        return fold;
    }
}

/// <summary>An event reached a projection that did not ask for it: a fault of the program.</summary>
public sealed class UnhandledEventException(string taker, object @event)
    : InvalidOperationException($"{taker} does not handle {@event.GetType().Name}.");
