using HotMess.Domain.Accounts;
using HotMess.Domain.Achievements;
using HotMess.Domain.Kernel;
using HotMess.Domain.Xp;
using HotMess.Projections.Achievements;
using HotMess.Projections.Runtime;
using JasperFx.Events;

namespace HotMess.Projections.Xp;

/// <summary>
/// One row per entry with the total after it, and every person's total and level; achievements and days in a row have
/// pages of their own.
/// </summary>
internal sealed class XpPage : IPageFold
{
    private const long WholePercent = 100;

    private static readonly string Insert = EmbeddedSql.Read("Xp/Sql/insert_entries.sql");
    private static readonly string Move = EmbeddedSql.Read("Xp/Sql/move_totals.sql");
    private static readonly string Erase = EmbeddedSql.Read("Xp/Sql/erase_reasons.sql");

    private readonly List<Row> rows = [];
    private readonly List<PersonId> erased = [];
    private readonly AchievementsPage achievements = new();
    private readonly StreaksPage streaks = new();

    /// <summary>What <see cref="Add"/> takes; nothing else is loaded.</summary>
    public static IReadOnlyList<Type> Handled { get; } =
    [
        typeof(XpAwarded),
        typeof(DailyCheckedIn),
        typeof(AchievementUnlocked),
        typeof(PersonErased),
    ];

    public void Add(IEvent e, object data)
    {
        switch (data)
        {
            case XpAwarded x:
                rows.Add(new Row(x, e.Sequence, e.Timestamp.UtcDateTime, CausedBy.Of(e)));
                break;
            case AchievementUnlocked:
                achievements.Add(e, data);
                break;
            case DailyCheckedIn:
                streaks.Add(e, data);
                break;
            case PersonErased x:
                erased.Add(x.Person);
                achievements.Add(e, data);
                streaks.Add(e, data);
                break;
            default:
                throw new UnhandledEventException(nameof(XpProjection), data);
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
            var moved = rows.GroupBy(row => row.Entry.Person).ToArray();
            yield return new PageStatement(
                Move,
                PageParameter.Of(Array.ConvertAll(moved, one => one.Key.Value)),
                PageParameter.Of(Array.ConvertAll(moved, one => one.Sum(row => row.Entry.Amount))),
                PageParameter.Of(XpLevels.Thresholds.ToArray()),
                PageParameter.Of(XpLevels.PerLevelBeyond));
        }

        if (erased.Count > 0)
        {
            yield return new PageStatement(Erase, PageParameter.Of(erased.Select(id => id.Value).ToArray()));
        }

        foreach (var statement in achievements.Statements().Concat(streaks.Statements()))
        {
            yield return statement;
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
