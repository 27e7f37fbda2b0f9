using System.Text.Json.Nodes;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Profiles;
using HotMess.Projections.Runtime;
using JasperFx.Events;

namespace HotMess.Projections.Profiles;

/// <summary>One change per profile of a page; an erased person keeps his rows, empty and hidden.</summary>
internal sealed class ProfilesPage : IPageFold
{
    private static readonly string Upsert = EmbeddedSql.Read("Profiles/Sql/upsert_profiles.sql");
    private static readonly string UpsertSettings = EmbeddedSql.Read("Profiles/Sql/upsert_settings.sql");
    private static readonly string Change = EmbeddedSql.Read("Profiles/Sql/change_profiles.sql");
    private static readonly string ChangeSettings = EmbeddedSql.Read("Profiles/Sql/change_settings.sql");
    private static readonly string EraseRows = EmbeddedSql.Read("Profiles/Sql/erase_profiles.sql");
    private static readonly string EraseSettings = EmbeddedSql.Read("Profiles/Sql/erase_settings.sql");

    private readonly Dictionary<PersonId, (string Shown, DateTime CreatedAt, DateTime At)> registered = [];
    private readonly Dictionary<PersonId, Changes> changed = [];
    private readonly Dictionary<PersonId, DateTime> erased = [];

    public IReadOnlyList<Type> Handled { get; } =
    [
        typeof(PersonRegistered),
        typeof(ProfileChanged),
        typeof(PersonErased),
    ];

    public void Add(IEvent e, object data)
    {
        var at = e.Timestamp.UtcDateTime;
        switch (data)
        {
            case PersonRegistered r:
                var shown = new JsonObject();
                if (r.DisplayName?.Text is { } name)
                {
                    shown[ProfileColumns.DisplayName] = name;
                }

                registered[r.Person] = (shown.ToJsonString(), r.OccurredAt?.UtcDateTime ?? at, at);
                break;
            case ProfileChanged { Set.Count: > 0, Values.Text: null }:
                // The key is gone: his erasure follows, and empties the rows.
                break;
            case ProfileChanged c:
                if (!changed.TryGetValue(c.Person, out var changes))
                {
                    changed[c.Person] = changes = new Changes();
                }

                changes.Take(c, at);
                break;
            case PersonErased x:
                erased[x.Person] = at;
                break;
            default:
                throw new UnhandledEventException(nameof(ProfilesPage), data);
        }
    }

    public IEnumerable<PageStatement> Statements()
    {
        if (registered.Count > 0)
        {
            var (ids, rows) = (Ids(registered.Keys), registered.Values);
            yield return new PageStatement(
                Upsert,
                ids,
                PageParameter.Of(rows.Select(row => row.Shown).ToArray()),
                PageParameter.Of(rows.Select(row => row.CreatedAt).ToArray()),
                PageParameter.Of(rows.Select(row => row.At).ToArray()));
            yield return new PageStatement(UpsertSettings, ids);
        }

        if (changed.Count > 0)
        {
            var (ids, rows) = (Ids(changed.Keys), changed.Values);
            yield return new PageStatement(
                Change,
                ids,
                PageParameter.Of(rows.Select(row => row.Shown.Given).ToArray()),
                PageParameter.Of(rows.Select(row => row.Shown.Cleared).ToArray()),
                PageParameter.Of(rows.Select(row => row.At).ToArray()));
            yield return new PageStatement(
                ChangeSettings,
                ids,
                PageParameter.Of(rows.Select(row => row.Kept.Given).ToArray()),
                PageParameter.Of(rows.Select(row => row.Kept.Cleared).ToArray()));
        }

        if (erased.Count > 0)
        {
            var ids = Ids(erased.Keys);
            yield return new PageStatement(EraseRows, ids, PageParameter.Of(erased.Values.ToArray()));
            yield return new PageStatement(EraseSettings, ids);
        }
    }

    private static PageParameter Ids(IEnumerable<PersonId> people) =>
        PageParameter.Of(people.Select(id => id.Value).ToArray());

    /// <summary>What a page changes of one profile.</summary>
    private sealed class Changes
    {
        public Document Shown { get; } = new();

        public Document Kept { get; } = new();

        public DateTime At { get; private set; }

        public void Take(ProfileChanged change, DateTime at)
        {
            At = at;
            foreach (var column in change.Cleared)
            {
                Of(column).Clear(column);
            }

            var values = change.Values?.Text is { } text ? JsonNode.Parse(text)!.AsObject() : [];
            foreach (var (column, value) in values)
            {
                Of(column).Set(column, value);
            }

            if (values.ContainsKey(ProfileColumns.OnboardingComplete))
            {
                Kept.Set("onboarding_completed_at", JsonValue.Create(change.At));
            }
        }

        // A column that this release no longer knows stays its owner's alone.
        private Document Of(string column) => ProfileColumns.Find(column) is { IsShown: true } ? Shown : Kept;
    }

    private sealed class Document
    {
        private readonly JsonObject given = [];
        private readonly HashSet<string> cleared = new(StringComparer.Ordinal);

        public string Given => given.ToJsonString();

        public string Cleared => $"{{{string.Join(',', cleared)}}}";

        public void Set(string column, JsonNode? value)
        {
            cleared.Remove(column);
            given[column] = value?.DeepClone();
        }

        public void Clear(string column)
        {
            given.Remove(column);
            cleared.Add(column);
        }
    }
}
