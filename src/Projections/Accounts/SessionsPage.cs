using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using JasperFx.Events;

namespace HotMess.Projections.Accounts;

/// <summary>One row per session; none of an erased person's stays.</summary>
internal sealed class SessionsPage : IPageFold
{
    private static readonly string Insert = EmbeddedSql.Read("Accounts/Sql/insert_sessions.sql");
    private static readonly string Erase = EmbeddedSql.Read("Accounts/Sql/erase_sessions.sql");

    private readonly Dictionary<SessionId, (PersonId Person, DateTime At)> opened = [];
    private readonly RowChanges changes = new(AccountsTables.Sessions);
    private readonly HashSet<PersonId> erased = [];

    public IReadOnlyList<Type> Handled { get; } =
    [
        typeof(SessionOpened),
        typeof(SessionEnded),
        typeof(PersonErased),
    ];

    public void Add(IEvent e, object data)
    {
        var at = e.Timestamp.UtcDateTime;
        switch (data)
        {
            case SessionOpened x:
                opened[x.Session] = (x.Person, at);
                break;
            case SessionEnded x:
                changes[x.Session.Value]["ended_at"] = at;
                break;
            case PersonErased x:
                erased.Add(x.Person);
                break;
            default:
                throw new UnhandledEventException(nameof(SessionsPage), data);
        }
    }

    public IEnumerable<PageStatement> Statements()
    {
        if (opened.Count > 0)
        {
            yield return new PageStatement(
                Insert,
                PageParameter.Of(opened.Keys.Select(id => id.Value).ToArray()),
                PageParameter.Of(opened.Values.Select(row => row.Person.Value).ToArray()),
                PageParameter.Of(opened.Values.Select(row => row.At).ToArray()));
        }

        foreach (var statement in changes.Statements())
        {
            yield return statement;
        }

        // Last, for what the page holds of him may have come before.
        if (erased.Count > 0)
        {
            yield return new PageStatement(Erase, PageParameter.Of(erased.Select(id => id.Value).ToArray()));
        }
    }
}
