using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Projections.Runtime;
using JasperFx.Events;

namespace HotMess.Projections.Blocks;

/// <summary>One row per blocker and blocked; an erased blocker leaves none.</summary>
internal sealed class BlocksPage : IPageFold
{
    private static readonly string Insert = EmbeddedSql.Read("Blocks/Sql/insert_blocks.sql");
    private static readonly string Delete = EmbeddedSql.Read("Blocks/Sql/delete_blocks.sql");
    private static readonly string Erase = EmbeddedSql.Read("Blocks/Sql/erase_blocks.sql");

    private readonly Dictionary<(PersonId From, PersonId To), Block> added = [];
    private readonly HashSet<(PersonId From, PersonId To)> gone = [];
    private readonly List<PersonId> erased = [];

    public IReadOnlyList<Type> Handled { get; } =
    [
        typeof(PersonBlocked),
        typeof(PersonUnblocked),
        typeof(PersonErased),
    ];

    public void Add(IEvent e, object data)
    {
        switch (data)
        {
            case PersonBlocked x:
                added[(x.From, x.To)] = new Block(
                    x.Block, x.Reason?.Text, (x.OccurredAt ?? e.Timestamp).UtcDateTime);
                break;
            case PersonUnblocked x:
                // One that stood before the page is deleted even where the page sets it again.
                if (!added.Remove((x.From, x.To)))
                {
                    gone.Add((x.From, x.To));
                }

                break;
            case PersonErased x:
                erased.Add(x.Person);
                break;
            default:
                throw new UnhandledEventException(nameof(BlocksPage), data);
        }
    }

    public IEnumerable<PageStatement> Statements()
    {
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
                PageParameter.Of(Array.ConvertAll(rows, row => row.Value.Reason)),
                PageParameter.Of(Array.ConvertAll(rows, row => row.Value.At)));
        }

        if (erased.Count > 0)
        {
            yield return new PageStatement(Erase, PageParameter.Of(erased.Select(id => id.Value).ToArray()));
        }
    }

    private readonly record struct Block(BlockId Id, string? Reason, DateTime At);
}
