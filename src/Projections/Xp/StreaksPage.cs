using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Xp;
using HotMess.Projections.Runtime;
using JasperFx.Events;

namespace HotMess.Projections.Xp;

/// <summary>Every person's days in a row, and the badges that they brought; an erased person leaves none.</summary>
internal sealed class StreaksPage : IPageFold
{
    private static readonly string Move = EmbeddedSql.Read("Xp/Sql/move_streaks.sql");
    private static readonly string Insert = EmbeddedSql.Read("Xp/Sql/insert_badges.sql");
    private static readonly string EraseStreaks = EmbeddedSql.Read("Xp/Sql/erase_streaks.sql");
    private static readonly string EraseBadges = EmbeddedSql.Read("Xp/Sql/erase_badges.sql");

    private readonly Dictionary<PersonId, Row> streaks = [];
    private readonly Dictionary<(PersonId Person, string Badge), DateTime> badges = [];
    private readonly List<PersonId> erased = [];

    public IReadOnlyList<Type> Handled { get; } =
    [
        typeof(DailyCheckedIn),
        typeof(PersonErased),
    ];

    public void Add(IEvent e, object data)
    {
        switch (data)
        {
            case DailyCheckedIn x:
                var at = e.Timestamp.UtcDateTime;
                var longest = Math.Max(x.Streak, streaks.GetValueOrDefault(x.Person).Longest);
                streaks[x.Person] = new Row(x.Streak, longest, x.Day, at);
                if (XpTable.Badge(x.Streak) is { } badge)
                {
                    badges.TryAdd((x.Person, badge.Name), at);
                }

                break;
            case PersonErased x:
                erased.Add(x.Person);
                break;
            default:
                throw new UnhandledEventException(nameof(StreaksPage), data);
        }
    }

    public IEnumerable<PageStatement> Statements()
    {
        if (streaks.Count > 0)
        {
            var rows = streaks.ToArray();
            yield return new PageStatement(
                Move,
                PageParameter.Of(Array.ConvertAll(rows, row => row.Key.Value)),
                PageParameter.Of(Array.ConvertAll(rows, row => row.Value.Current)),
                PageParameter.Of(Array.ConvertAll(rows, row => row.Value.Longest)),
                PageParameter.Of(Array.ConvertAll(rows, row => row.Value.Day)),
                PageParameter.Of(Array.ConvertAll(rows, row => row.Value.At)));
        }

        if (badges.Count > 0)
        {
            yield return new PageStatement(
                Insert,
                PageParameter.Of(badges.Keys.Select(key => key.Person.Value).ToArray()),
                PageParameter.Of(badges.Keys.Select(key => key.Badge).ToArray()),
                PageParameter.Of(badges.Values.ToArray()));
        }

        // Nobody checks in after he was erased, so the order within a page does not matter.
        if (erased.Count > 0)
        {
            var ids = PageParameter.Of(erased.Select(id => id.Value).ToArray());
            yield return new PageStatement(EraseStreaks, ids);
            yield return new PageStatement(EraseBadges, ids);
        }
    }

    private readonly record struct Row(long Current, long Longest, long Day, DateTime At);
}
