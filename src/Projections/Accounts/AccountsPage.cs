using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using JasperFx.Events;

namespace HotMess.Projections.Accounts;

/// <summary>One row per person of a page; an erased person keeps his row, without what came from him.</summary>
internal sealed class AccountsPage : IPageFold
{
    private static readonly string UpsertIdentities = EmbeddedSql.Read("Accounts/Sql/upsert_identities.sql");
    private static readonly string UpsertProfiles = EmbeddedSql.Read("Accounts/Sql/upsert_profiles.sql");
    private static readonly string EraseIdentities = EmbeddedSql.Read("Accounts/Sql/erase_identities.sql");
    private static readonly string EraseProfiles = EmbeddedSql.Read("Accounts/Sql/erase_profiles.sql");

    private readonly Dictionary<PersonId, Person> registered = [];
    private readonly Dictionary<PersonId, DateTime> erased = [];
    private readonly SessionRows sessions = new();

    public void Add(IEvent e, object data)
    {
        var at = e.Timestamp.UtcDateTime;
        switch (data)
        {
            case PersonRegistered r:
                registered[r.Person] = new Person(
                    r.Email?.Text, r.DisplayName?.Text, r.OccurredAt?.UtcDateTime ?? at, at, false);
                break;
            case SessionOpened or SessionEnded:
                sessions.Add(data, at);
                break;
            case PersonErased x when registered.TryGetValue(x.Person, out var person):
                registered[x.Person] = new Person(null, null, person.CreatedAt, at, true);
                sessions.Erase(x.Person);
                break;
            case PersonErased x:
                erased[x.Person] = at;
                sessions.Erase(x.Person);
                break;
            default:
                throw new UnhandledEventException(nameof(AccountsProjection), data);
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
            yield return new PageStatement(
                UpsertProfiles,
                ids,
                PageParameter.Of(people.Select(p => p.DisplayName).ToArray()),
                PageParameter.Of(people.Select(p => p.CreatedAt).ToArray()),
                PageParameter.Of(people.Select(p => p.UpdatedAt).ToArray()));
        }

        if (erased.Count > 0)
        {
            var ids = PageParameter.Of(erased.Keys.Select(id => id.Value).ToArray());
            yield return new PageStatement(EraseIdentities, ids);
            yield return new PageStatement(EraseProfiles, ids, PageParameter.Of(erased.Values.ToArray()));
        }

        foreach (var statement in sessions.Statements())
        {
            yield return statement;
        }
    }

    private readonly record struct Person(
        string? Email, string? DisplayName, DateTime CreatedAt, DateTime UpdatedAt, bool Erased);
}
