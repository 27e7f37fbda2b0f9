using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;

namespace HotMess.Projections.Accounts;

/// <summary>One row per session of a page: opened, ended, or both; none of an erased person's stays.</summary>
internal sealed class SessionRows
{
    private static readonly string Insert = EmbeddedSql.Read("Accounts/Sql/insert_sessions.sql");
    private static readonly string End = EmbeddedSql.Read("Accounts/Sql/end_sessions.sql");
    private static readonly string Erased = EmbeddedSql.Read("Accounts/Sql/erase_sessions.sql");

    private readonly Dictionary<SessionId, (PersonId Person, DateTime At)> opened = [];
    private readonly Dictionary<SessionId, DateTime> ended = [];
    private readonly HashSet<PersonId> erased = [];

    /// <summary>Takes in a session's event.</summary>
    public void Add(object data, DateTime at)
    {
        if (data is SessionOpened o)
        {
            opened[o.Session] = (o.Person, at);
        }
        else
        {
            ended[((SessionEnded)data).Session] = at;
        }
    }

    /// <summary>Leaves nothing of a person's.</summary>
    public void Erase(PersonId person) => erased.Add(person);

    /// <summary>In the order in which they hold: who was erased comes last.</summary>
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

        if (ended.Count > 0)
        {
            yield return new PageStatement(
                End,
                PageParameter.Of(ended.Keys.Select(id => id.Value).ToArray()),
                PageParameter.Of(ended.Values.ToArray()));
        }

        if (erased.Count > 0)
        {
            yield return new PageStatement(Erased, PageParameter.Of(erased.Select(id => id.Value).ToArray()));
        }
    }
}
