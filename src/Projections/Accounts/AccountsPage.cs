using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Profiles;
using HotMess.Projections.Profiles;
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
    private readonly SessionRows sessions = new();
    private readonly ProfilesPage profiles = new();

    /// <summary>What <see cref="Add"/> takes; nothing else is loaded.</summary>
    public static IReadOnlyList<Type> Handled { get; } =
    [
        typeof(PersonRegistered),
        typeof(PersonErased),
        typeof(ProfileChanged),
        typeof(SessionOpened),
        typeof(SessionEnded),
    ];

    public void Add(IEvent e, object data)
    {
        switch (data)
        {
            case PersonRegistered r:
                registered[r.Person] = new Person(r.Email?.Text, false);
                profiles.Add(e, data);
                break;
            case ProfileChanged:
                profiles.Add(e, data);
                break;
            case SessionOpened or SessionEnded:
                sessions.Add(data, e.Timestamp.UtcDateTime);
                break;
            case PersonErased x:
                Erase(x.Person);
                profiles.Add(e, data);
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
        }

        if (erased.Count > 0)
        {
            yield return new PageStatement(
                EraseIdentities, PageParameter.Of(erased.Select(id => id.Value).ToArray()));
        }

        foreach (var statement in profiles.Statements().Concat(sessions.Statements()))
        {
            yield return statement;
        }
    }

    private void Erase(PersonId person)
    {
        sessions.Erase(person);
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
