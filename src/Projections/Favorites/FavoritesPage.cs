using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Projections.Runtime;
using JasperFx.Events;

namespace HotMess.Projections.Favorites;

/// <summary>One row per owner and person; who is erased has none and is nobody's.</summary>
internal sealed class FavoritesPage : IPageFold
{
    private static readonly string Insert = EmbeddedSql.Read("Favorites/Sql/insert_favorites.sql");
    private static readonly string Delete = EmbeddedSql.Read("Favorites/Sql/delete_favorites.sql");
    private static readonly string Erase = EmbeddedSql.Read("Favorites/Sql/erase_favorites.sql");

    private readonly Dictionary<(PersonId From, PersonId To), Favorite> added = [];
    private readonly HashSet<(PersonId From, PersonId To)> gone = [];
    private readonly List<PersonId> erased = [];

    public IReadOnlyList<Type> Handled { get; } =
    [
        typeof(FavoriteAdded),
        typeof(FavoriteRemoved),
        typeof(PersonErased),
    ];

    public void Add(IEvent e, object data)
    {
        switch (data)
        {
            case FavoriteAdded x:
                added[(x.From, x.To)] = new Favorite(x.Favorite, (x.OccurredAt ?? e.Timestamp).UtcDateTime);
                break;
            case FavoriteRemoved x:
                // One that stood before the page is deleted even where the page sets it again.
                if (!added.Remove((x.From, x.To)))
                {
                    gone.Add((x.From, x.To));
                }

                break;
            case PersonErased x:
                erased.Add(x.Person);
                foreach (var key in added.Keys.Where(key => key.From == x.Person || key.To == x.Person).ToArray())
                {
                    added.Remove(key);
                }

                break;
            default:
                throw new UnhandledEventException(nameof(FavoritesPage), data);
        }
    }

    public IEnumerable<PageStatement> Statements()
    {
        if (erased.Count > 0)
        {
            yield return new PageStatement(Erase, PageParameter.Of(erased.Select(id => id.Value).ToArray()));
        }

        if (gone.Count > 0)
        {
            yield return new PageStatement(
                Delete,
                PageParameter.Of(gone.Select(key => key.From.Value).ToArray()),
                PageParameter.Of(gone.Select(key => key.To.Value).ToArray()));
        }

        if (added.Count > 0)
        {
            var rows = added.ToArray();
            yield return new PageStatement(
                Insert,
                PageParameter.Of(Array.ConvertAll(rows, row => row.Key.From.Value)),
                PageParameter.Of(Array.ConvertAll(rows, row => row.Key.To.Value)),
                PageParameter.Of(Array.ConvertAll(rows, row => row.Value.Id.Value)),
                PageParameter.Of(Array.ConvertAll(rows, row => row.Value.At)));
        }
    }

    private readonly record struct Favorite(FavoriteId Id, DateTime At);
}
