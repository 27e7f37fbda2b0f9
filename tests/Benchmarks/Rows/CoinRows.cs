using System.Globalization;
using HotMess.Benchmarks.Harness;

namespace HotMess.Benchmarks.Rows;

/// <summary>Transfers of coins between many accounts, and between few.</summary>
internal sealed class CoinRows(Stage stage, PgbenchRows pgbench) : RowGroup(stage)
{
    private const int Accounts = 1_000;
    private const int HotAccounts = 10;
    private const long EachHas = 1_000_000;

    private static readonly WriteLoad Spread = new("transfers", "transfers.lua", 2, CoinBooks.Checks);
    private static readonly WriteLoad Hot = new("transfers, 10 accounts", "transfers.lua", 2, CoinBooks.Checks);

    private readonly Series rate = new("coin transfers between 1,000 accounts, /s");
    private readonly Series hotRate = new("coin transfers between 10 hot accounts, /s");
    private string hotFile = "";
    private long next;

    /// <inheritdoc />
    public override string Name => "coins";

    /// <inheritdoc />
    public override IReadOnlyList<RowGroup> Needs => [pgbench];

    /// <summary>The people of the spread load.</summary>
    public string AccountsFile { get; private set; } = "";

    /// <inheritdoc />
    public override IEnumerable<Row> Rows =>
    [
        new(rate, IsRate: true, Goal.Times(rate, pgbench.Rate, 0.5, "(a)")),
        new(hotRate, IsRate: true, Goal.Times(hotRate, rate, 0.7, "the spread rate")),
    ];

    /// <inheritdoc />
    public override IEnumerable<string> Reading =>
    [
        "Transfers: one coin each, every ordered pair of the accounts in turn, by the giver's token; the balance is "
            + "checked by the command, and none is refused. After each load the balances of all accounts are together "
            + "nothing, nobody's is below zero, and each is what the log's events come to.",
    ];

    /// <inheritdoc />
    public override async Task PrepareAsync()
    {
        if (AccountsFile.Length > 0)
        {
            return;
        }

        var wide = new ParallelOptions { MaxDegreeOfParallelism = Wrk.Connections };
        await Parallel.ForAsync(0, Accounts + HotAccounts, wide, async (i, ct) =>
        {
            var credit = new { person = Ours.Ids[i], amount = EachHas, source = "bonus", reference = "bench" };
            await Ours.PostAsync("/v1/coins/credits", credit, "entry_id", Ours.ServiceKey);
        });
        AccountsFile = await Ours.WritePeopleAsync("accounts", ..Accounts);
        hotFile = await Ours.WritePeopleAsync("hot-accounts", Accounts..(Accounts + HotAccounts));
        await Ours.DrainAsync();
    }

    /// <inheritdoc />
    public override async Task RoundAsync(bool counts)
    {
        Keep(counts, rate, await TransferAsync(Spread, AccountsFile, counts));
        Keep(counts, hotRate, await TransferAsync(Hot, hotFile, counts));
    }

    /// <inheritdoc />
    public override Task AfterAsync() => Stage.CheckAsync(Name, CoinBooks.Ledger);

    /// <summary>Makes ledgers to be read, where no round has.</summary>
    public async Task FillAsync()
    {
        if (next == 0)
        {
            await PrepareAsync();
            await TransferAsync(Spread, AccountsFile, counts: false);
        }
    }

    private async Task<double> TransferAsync(WriteLoad load, string file, bool counts)
    {
        var written = await Stage.WriteAsync(load, counts, file, next.ToString(CultureInfo.InvariantCulture), "2");
        next += written.Result.Numbers;
        return written.Rate;
    }
}

/// <summary>What must be so of coins at any time: each a number that must be 0.</summary>
internal static class CoinBooks
{
    /// <summary>After every load.</summary>
    public static (string Sql, string What)[] Checks { get; } =
    [
        ("select coalesce(sum(balance), 0)::bigint from read_models.coin_accounts", "coins over all accounts"),
        (
            "select count(*) from read_models.coin_accounts where counter is null and balance < 0",
            "people's accounts below zero"),
        (
            """
            with moved as (
              select
                (data ->> case type when 'coins_sent' then 'from' when 'coins_received' then 'to' else 'person' end)
                  ::uuid as person,
                case when type = 'coins_sent' then -1 else 1 end * (data ->> 'amount')::bigint as amount
              from log.mt_events
              where type in ('coins_sent', 'coins_received', 'coins_credited')
            ),
            due as (select person, sum(amount) as balance from moved group by person),
            standing as (select account_id, balance from read_models.coin_accounts where counter is null)
            select count(*)
            from due full join standing on standing.account_id = due.person
            where due.balance is distinct from standing.balance
            """,
            "balances that are not what the log's events come to"),
    ];

    /// <summary>At the end: the balance after each entry of the ledger.</summary>
    public static (string Sql, string What)[] Ledger { get; } =
    [
        (
            """
            select count(*)
            from (
              select balance_after, sum(amount) over (partition by person_id order by position) as due
              from read_models.sweat_coins) as entry
            where balance_after <> due or balance_after < 0
            """,
            "entries with a wrong balance after them, or one below zero"),
    ];
}
