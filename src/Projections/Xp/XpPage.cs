using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Xp;
using HotMess.Projections.Runtime;
using JasperFx.Events;

namespace HotMess.Projections.Xp;

/// <summary>One row per entry with the total after it, and every person's total and level.</summary>
internal sealed class XpPage : IPageFold
{
    private const long WholePercent = 100;

    private static readonly string Insert = EmbeddedSql.Read("Xp/Sql/insert_entries.sql");
    private static readonly string MoveTotals = EmbeddedSql.Read("Xp/Sql/move_totals.sql");
    private static readonly string Erase = EmbeddedSql.Read("Xp/Sql/erase_reasons.sql");

    private readonly List<Row> rows = [];
    private readonly Dictionary<PersonId, long> moved = [];
    private readonly List<PersonId> erased = [];

    public IReadOnlyList<Type> Handled { get; } =
    [
        typeof(XpAwarded),
        typeof(PersonErased),
    ];

    public void Add(IEvent e, object data)
    {
        switch (data)
        {
            case XpAwarded x:
                rows.Add(new Row(x, e.Sequence, e.Timestamp.UtcDateTime, CausedBy.Of(e)));
                moved[x.Person] = moved.GetValueOrDefault(x.Person) + x.Amount;
                break;
            case PersonErased x:
                erased.Add(x.Person);
                break;
            default:
                throw new UnhandledEventException(nameof(XpPage), data);
        }
    }

    public IEnumerable<PageStatement> Statements()
    {
        if (rows.Count > 0)
        {
            yield return new PageStatement(
                Insert,
                PageParameter.Of(rows.Select(row => row.Entry.Person.Value).ToArray()),
                PageParameter.Of(rows.Select(row => row.Position).ToArray()),
                PageParameter.Of(rows.Select(row => row.Entry.Entry.Value).ToArray()),
                PageParameter.Of(rows.Select(row => row.Action).ToArray()),
                PageParameter.Of(rows.Select(row => row.Entry.Amount).ToArray()),
                PageParameter.Of(rows.Select(row => row.ReferenceType).ToArray()),
                PageParameter.Of(rows.Select(row => row.Entry.Reference).ToArray()),
                PageParameter.Of(rows.Select(row => row.Entry.Reason?.Text).ToArray()),
                PageParameter.Of(rows.Select(row => row.Entry.Percent ?? WholePercent).ToArray()),
                PageParameter.Of(rows.Select(row => row.Cause.Policy).ToArray()),
                PageParameter.Of(rows.Select(row => row.Cause.Position).ToArray()),
                PageParameter.Of(rows.Select(row => row.At).ToArray()));
        }

        if (moved.Count > 0)
        {
            yield return new PageStatement(
                MoveTotals,
                PageParameter.Of(moved.Keys.Select(person => person.Value).ToArray()),
                PageParameter.Of(moved.Values.ToArray()),
                PageParameter.Of(XpLevels.Thresholds.ToArray()),
                PageParameter.Of(XpLevels.PerLevelBeyond));
        }

        if (erased.Count > 0)
        {
            yield return new PageStatement(Erase, PageParameter.Of(erased.Select(id => id.Value).ToArray()));
        }
    }

    private readonly record struct Row(XpAwarded Entry, long Position, DateTime At, CausedBy Cause)
    {
        public string Action => Entry.Type ?? XpTable.Of(Entry.Action).Name;

        // An adjustment says what its reference is one of, or leaves it open.
        public string? ReferenceType =>
            Entry.Action == XpAction.Adjustment ? Entry.ReferenceType : Entry.Reference is null ? null : Action;
    }
}
