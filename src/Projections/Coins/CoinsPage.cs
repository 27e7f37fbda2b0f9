using HotMess.Domain.Accounts;
using HotMess.Domain.Coins;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using JasperFx.Events;

namespace HotMess.Projections.Coins;

/// <summary>
/// One row per entry with the balance after it, and the balance of every account: each entry moves its person's and, by
/// as much the other way, the account that it is booked against.
/// </summary>
internal sealed class CoinsPage : IPageFold
{
    private static readonly string Insert = EmbeddedSql.Read("Coins/Sql/insert_entries.sql");
    private static readonly string MoveBalances = EmbeddedSql.Read("Coins/Sql/move_balances.sql");
    private static readonly string Erase = EmbeddedSql.Read("Coins/Sql/erase_reasons.sql");

    private readonly List<Row> rows = [];
    private readonly Dictionary<(Guid Account, string? Counter), long> moved = [];
    private readonly List<PersonId> erased = [];

    public IReadOnlyList<Type> Handled { get; } =
    [
        typeof(CoinsCredited),
        typeof(CoinsSpent),
        typeof(CoinsRefunded),
        typeof(CoinsAdjusted),
        typeof(CoinsSent),
        typeof(CoinsReceived),
        typeof(PersonErased),
    ];

    public void Add(IEvent e, object data)
    {
        if (data is PersonErased gone)
        {
            erased.Add(gone.Person);
            return;
        }

        var entry = CoinAccounts.EntryOf(data);
        rows.Add(Row.Of(entry, e) with { Told = ToldBy(data) });
        var (own, counter) = ((entry.Person.Value, (string?)null), (CoinsTables.IdOf(entry.Counter), entry.Counter));
        moved[own] = moved.GetValueOrDefault(own) + entry.Amount;
        moved[counter] = moved.GetValueOrDefault(counter) - entry.Amount;
    }

    public IEnumerable<PageStatement> Statements()
    {
        if (rows.Count > 0)
        {
            yield return new PageStatement(
                Insert,
                PageParameter.Of(rows.Select(row => row.Entry.Person.Value).ToArray()),
                PageParameter.Of(rows.Select(row => row.Position).ToArray()),
                PageParameter.Of(rows.Select(row => row.Entry.Entry.Value).ToArray()),
                PageParameter.Of(rows.Select(row => row.Entry.Counter).ToArray()),
                PageParameter.Of(rows.Select(row => row.Entry.Amount).ToArray()),
                PageParameter.Of(rows.Select(row => row.Told.Kind).ToArray()),
                PageParameter.Of(rows.Select(row => row.Told.ReferenceType).ToArray()),
                PageParameter.Of(rows.Select(row => row.Told.Reference).ToArray()),
                PageParameter.Of(rows.Select(row => row.Told.Other?.Value.ToString()).ToArray()),
                PageParameter.Of(rows.Select(row => row.Told.Reason).ToArray()),
                PageParameter.Of(rows.Select(row => row.Cause.Policy).ToArray()),
                PageParameter.Of(rows.Select(row => row.Cause.Position).ToArray()),
                PageParameter.Of(rows.Select(row => row.At).ToArray()));
            yield return new PageStatement(
                MoveBalances,
                PageParameter.Of(moved.Keys.Select(key => key.Account).ToArray()),
                PageParameter.Of(moved.Keys.Select(key => key.Counter).ToArray()),
                PageParameter.Of(moved.Values.ToArray()));
        }

        if (erased.Count > 0)
        {
            yield return new PageStatement(Erase, PageParameter.Of(erased.Select(id => id.Value).ToArray()));
        }
    }

    private static Telling ToldBy(object data) => data switch
    {
        CoinsCredited { Source: CoinSource.Bonus } x => new("bonus", x.Source.Name(), x.Reference),
        CoinsCredited x => new("earn", x.Source.Name(), x.Reference),
        CoinsSpent x => new(CoinAccounts.Spend, x.Sink.Name(), x.Reference),
        CoinsRefunded x => new(CoinAccounts.Refund, x.Sink.Name(), x.Reference),
        CoinsAdjusted x => new(x.Type ?? "admin", x.ReferenceType, x.Reference) { Reason = x.Reason?.Text },
        CoinsSent x => new("transfer", "transfer", x.Transfer.ToString()) { Other = x.To },
        CoinsReceived x => new("transfer", "transfer", x.Transfer.ToString()) { Other = x.From },
        _ => throw new UnhandledEventException(nameof(CoinsPage), data),
    };

    private readonly record struct Row(CoinEntry Entry, long Position, DateTime At, CausedBy Cause, Telling Told)
    {
        public static Row Of(CoinEntry entry, IEvent e) =>
            new(entry, e.Sequence, e.Timestamp.UtcDateTime, CausedBy.Of(e), default);
    }

    private readonly record struct Telling(string Kind, string? ReferenceType, string? Reference)
    {
        public PersonId? Other { get; init; }

        public string? Reason { get; init; }
    }
}
