using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using JasperFx.Events;

namespace HotMess.Projections.Accounts;

/// <summary>One row per person of a page; an erased person keeps his row, without what came from him.</summary>
internal sealed class AccountsPage : IPageFold
{
    private static readonly string UpsertIdentities = EmbeddedSql.Read("Accounts/Sql/upsert_identities.sql");
    private static readonly string EraseIdentities = EmbeddedSql.Read("Accounts/Sql/erase_identities.sql");

    private readonly Dictionary<PersonId, Person> registered = [];
    private readonly HashSet<PersonId> erased = [];

    public IReadOnlyList<Type> Handled { get; } =
    [
        typeof(PersonRegistered),
        typeof(PersonErased),
    ];

    public void Add(IEvent e, object data)
    {
        switch (data)
        {
            case PersonRegistered r:
                registered[r.Person] = new Person(r.Email?.Text, false);
                break;
            case PersonErased x:
                Erase(x.Person);
                break;
            default:
                throw new UnhandledEventException(nameof(AccountsPage), data);
        }
    }

    public IEnumerable<PageStatement> Statements()
    {
        if (registered.Count > 0)
        {
            var ids = PageParameter.Of(registered.Keys.Select(id => id.Value).ToArray());
            var people = registered.Values;
            yield return new PageStatement(
                UpsertIdentities,
                ids,
                PageParameter.Of(people.Select(p => p.Email?.ToLowerInvariant()).ToArray()),
                PageParameter.Of(people.Select(p => p.Erased).ToArray()));
        }

        if (erased.Count > 0)
        {
            yield return new PageStatement(
                EraseIdentities, PageParameter.Of(erased.Select(id => id.Value).ToArray()));
        }
    }

    private void Erase(PersonId person)
    {
        if (registered.ContainsKey(person))
        {
            registered[person] = new Person(null, true);
        }
        else
        {
            erased.Add(person);
        }
    }

    private readonly record struct Person(string? Email, bool Erased);
}
