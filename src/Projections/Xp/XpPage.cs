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
    private static readonly string MoveTotals = EmbeddedSql.Read("Xp/Sql/move_totals.sql");
    private static readonly string Erase = EmbeddedSql.Read("Xp/Sql/erase_reasons.sql");

    private readonly List<Row> rows = [];
    private readonly Dictionary<PersonId, Move> moved = [];
    private readonly List<PersonId> erased = [];
    private readonly AchievementsPage achievements = new();
    private readonly StreaksPage streaks = new();

    /// <summary>What <see cref="Add"/> takes; nothing else is loaded.</summary>
    public static IReadOnlyList<Type> Handled { get; } =
    [
        typeof(XpAwarded),
        typeof(XpTierSet),
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
                var before = moved.GetValueOrDefault(x.Person);
                moved[x.Person] = before with
                {
                    Points = before.Points + x.Amount,
                    Version = e.Version,
                    Last = x.Entry,
                };
                break;
            case XpTierSet x:
                moved[x.Person] = moved.GetValueOrDefault(x.Person) with { Version = e.Version, Tier = x.Tier };
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
        }

        if (moved.Count > 0)
        {
            yield return new PageStatement(
                MoveTotals,
                PageParameter.Of(moved.Keys.Select(person => person.Value).ToArray()),
                PageParameter.Of(moved.Values.Select(move => move.Points).ToArray()),
                PageParameter.Of(moved.Values.Select(move => move.Version).ToArray()),
                PageParameter.Of(moved.Values.Select(move => move.Last?.Value.ToString()).ToArray()),
                PageParameter.Of(moved.Values.Select(move => move.Tier?.ToString()).ToArray()),
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

    // What a page does to one person.
    private readonly record struct Move(long Points, long Version, XpEntryId? Last, XpTier? Tier);

    private readonly record struct Row(XpAwarded Entry, long Position, DateTime At, CausedBy Cause)
    {
        public string Action => Entry.Type ?? XpTable.Of(Entry.Action).Name;

        // An adjustment says what its reference is one of, or leaves it open.
        public string? ReferenceType =>
            Entry.Action == XpAction.Adjustment ? Entry.ReferenceType : Entry.Reference is null ? null : Action;
    }
}
