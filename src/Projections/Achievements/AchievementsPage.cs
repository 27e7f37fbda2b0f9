using HotMess.Domain.Accounts;
using HotMess.Domain.Achievements;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using JasperFx.Events;

namespace HotMess.Projections.Achievements;

/// <summary>One row per person and achievement; an erased person leaves none.</summary>
internal sealed class AchievementsPage : IPageFold
{
    private static readonly string Insert = EmbeddedSql.Read("Achievements/Sql/insert_unlocked.sql");
    private static readonly string Erase = EmbeddedSql.Read("Achievements/Sql/erase_unlocked.sql");

    private readonly List<(AchievementUnlocked Data, DateTime At)> rows = [];
    private readonly List<PersonId> erased = [];

    public IReadOnlyList<Type> Handled { get; } =
    [
        typeof(AchievementUnlocked),
        typeof(PersonErased),
    ];

    public void Add(IEvent e, object data)
    {
        switch (data)
        {
            case AchievementUnlocked x:
                rows.Add((x, e.Timestamp.UtcDateTime));
                break;
            case PersonErased x:
                erased.Add(x.Person);
                break;
            default:
                throw new UnhandledEventException(nameof(AchievementsPage), data);
        }
    }

    public IEnumerable<PageStatement> Statements()
    {
        if (rows.Count > 0)
        {
            yield return new PageStatement(
                Insert,
                PageParameter.Of(rows.Select(row => row.Data.Person.Value).ToArray()),
                PageParameter.Of(rows.Select(row => AchievementTable.Of(row.Data.Achievement).Id.Value).ToArray()),
                PageParameter.Of(rows.Select(row => row.Data.Unlock.Value).ToArray()),
                PageParameter.Of(rows.Select(row => row.At).ToArray()));
        }

        // Nothing is unlocked for a person after he was erased, so the order within a page does not matter.
        if (erased.Count > 0)
        {
            yield return new PageStatement(Erase, PageParameter.Of(erased.Select(id => id.Value).ToArray()));
        }
    }
}
