using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Projections.Runtime;
using JasperFx.Events;

namespace HotMess.Projections.Taps;

/// <summary>One row per sender, receiver and kind, and one per matched pair.</summary>
internal sealed class TapsPage : IPageFold
{
    private static readonly string InsertTaps = EmbeddedSql.Read("Taps/Sql/insert_taps.sql");
    private static readonly string DeleteTaps = EmbeddedSql.Read("Taps/Sql/delete_taps.sql");
    private static readonly string UpsertMatches = EmbeddedSql.Read("Taps/Sql/upsert_matches.sql");
    private static readonly string EndMatches = EmbeddedSql.Read("Taps/Sql/end_matches.sql");
    private static readonly string EraseTaps = EmbeddedSql.Read("Taps/Sql/erase_taps.sql");
    private static readonly string EraseMatches = EmbeddedSql.Read("Taps/Sql/erase_matches.sql");

    private readonly Dictionary<TapKey, Tap> taps = [];
    private readonly HashSet<TapKey> gone = [];
    private readonly Dictionary<Pair, Match> matches = [];
    private readonly List<(Pair Pair, MatchId Match)> ended = [];
    private readonly List<PersonId> erased = [];

    public IReadOnlyList<Type> Handled { get; } =
    [
        typeof(TapSent),
        typeof(TapRetracted),
        typeof(MatchMade),
        typeof(MatchDissolved),
        typeof(PersonErased),
    ];

    public void Add(IEvent e, object data)
    {
        switch (data)
        {
            case TapSent sent:
                taps[new TapKey(sent.From, sent.To, sent.Kind)] = new Tap(sent.Tap, At(e, sent.OccurredAt));
                break;
            case TapRetracted retracted:
                Retract(new TapKey(retracted.From, retracted.To, retracted.Kind));
                break;
            case MatchMade made:
                matches[new Pair(made.First, made.Second)] =
                    new Match(made.Match, made.Kind, At(e, made.OccurredAt), true);
                break;
            case MatchDissolved dissolved:
                End(new Pair(dissolved.First, dissolved.Second), dissolved.Match);
                break;
            case PersonErased x:
                Erase(x.Person);
                break;
            default:
                throw new UnhandledEventException(nameof(TapsPage), data);
        }
    }

    public IEnumerable<PageStatement> Statements()
    {
        if (erased.Count > 0)
        {
            // First: what the page holds of them came after they were erased.
            var people = PageParameter.Of(erased.Select(person => person.Value).ToArray());
            yield return new PageStatement(EraseTaps, people);
            yield return new PageStatement(EraseMatches, people);
        }

        if (gone.Count > 0)
        {
            var keys = gone.ToArray();
            yield return new PageStatement(
                DeleteTaps,
                PageParameter.Of(Array.ConvertAll(keys, key => key.From.Value)),
                PageParameter.Of(Array.ConvertAll(keys, key => key.To.Value)),
                PageParameter.Of(Array.ConvertAll(keys, key => NameOf(key.Kind))));
        }

        if (taps.Count > 0)
        {
            var sent = taps.ToArray();
            yield return new PageStatement(
                InsertTaps,
                PageParameter.Of(Array.ConvertAll(sent, tap => tap.Key.From.Value)),
                PageParameter.Of(Array.ConvertAll(sent, tap => tap.Key.To.Value)),
                PageParameter.Of(Array.ConvertAll(sent, tap => NameOf(tap.Key.Kind))),
                PageParameter.Of(Array.ConvertAll(sent, tap => tap.Value.Id.Value)),
                PageParameter.Of(Array.ConvertAll(sent, tap => tap.Value.At)));
        }

        foreach (var statement in MatchStatements())
        {
            yield return statement;
        }
    }

    private IEnumerable<PageStatement> MatchStatements()
    {
        if (ended.Count > 0)
        {
            yield return new PageStatement(
                EndMatches,
                PageParameter.Of(ended.Select(end => end.Pair.First.Value).ToArray()),
                PageParameter.Of(ended.Select(end => end.Pair.Second.Value).ToArray()),
                PageParameter.Of(ended.Select(end => end.Match.Value).ToArray()));
        }

        if (matches.Count > 0)
        {
            var made = matches.ToArray();
            yield return new PageStatement(
                UpsertMatches,
                PageParameter.Of(Array.ConvertAll(made, match => match.Key.First.Value)),
                PageParameter.Of(Array.ConvertAll(made, match => match.Key.Second.Value)),
                PageParameter.Of(Array.ConvertAll(made, match => match.Value.Id.Value)),
                PageParameter.Of(Array.ConvertAll(made, match => NameOf(match.Value.Kind))),
                PageParameter.Of(Array.ConvertAll(made, match => match.Value.At)),
                PageParameter.Of(Array.ConvertAll(made, match => match.Value.Active)));
        }
    }

    // A tap that stood before the page is deleted even where the page sends it again: a second row of its key is a
    // fault.
    private void Retract(TapKey key)
    {
        if (!taps.Remove(key))
        {
            gone.Add(key);
        }
    }

    // Of an erased person nobody keeps a tap, and no match goes on.
    private void Erase(PersonId person)
    {
        erased.Add(person);
        foreach (var key in taps.Keys.Where(key => key.From == person || key.To == person).ToArray())
        {
            taps.Remove(key);
        }

        foreach (var pair in matches.Keys.Where(pair => pair.First == person || pair.Second == person).ToArray())
        {
            matches[pair] = matches[pair] with { Active = false };
        }
    }

    private void End(Pair pair, MatchId match)
    {
        if (matches.TryGetValue(pair, out var made) && made.Id == match)
        {
            matches[pair] = made with { Active = false };
        }
        else
        {
            ended.Add((pair, match));
        }
    }

    private static DateTime At(IEvent e, DateTimeOffset? occurredAt) => (occurredAt ?? e.Timestamp).UtcDateTime;

    private static string NameOf(TapKind kind) => kind switch
    {
        TapKind.Like => "like",
        TapKind.Tap => "tap",
        TapKind.Woof => "woof",
        TapKind.Boo => "boo",
        TapKind.Save => "save",
        _ => throw new InvalidOperationException($"There is no name for the kind {kind}."),
    };

    private readonly record struct TapKey(PersonId From, PersonId To, TapKind Kind);

    private readonly record struct Tap(TapId Id, DateTime At);

    private readonly record struct Pair(PersonId First, PersonId Second);

    private readonly record struct Match(MatchId Id, TapKind Kind, DateTime At, bool Active);
}
