using System.Text.Json;
using HotMess.Benchmarks.Servers;
using Npgsql;

namespace HotMess.Benchmarks.Rows;

/// <summary>My threads with unread counts.</summary>
internal sealed class ThreadRows(Stage stage) : ReadRows(stage, "my threads with unread counts")
{
    private string plan = "";

    /// <inheritdoc />
    public override string Name => "threads";

    /// <inheritdoc />
    public override IEnumerable<string> Reading => [.. base.Reading, plan];

    /// <inheritdoc />
    protected override string Data => "200 people with 20 threads of 3 messages each";

    /// <inheritdoc />
    protected override string PeopleFile => Ours.ReadersFile;

    /// <inheritdoc />
    protected override string Path => "/v1/threads";

    /// <inheritdoc />
    protected override string PlainPath => "/threads?me={me}";

    /// <inheritdoc />
    public override async Task AfterAsync()
    {
        await base.AfterAsync();
        plan = "Its plan, under row rights:\n\n```\n" + await PlanAsync() + "\n```\n";
    }

    /// <inheritdoc />
    protected override Task FillAsync() => Ours.MakeReadersAsync();

    /// <inheritdoc />
    protected override bool Says(string answer) =>
        JsonDocument.Parse(answer).RootElement.GetProperty("threads").GetArrayLength() > 0;

    private async Task<string> PlanAsync()
    {
        var reader = (await File.ReadAllLinesAsync(PeopleFile))[0].Split(' ')[0];
        await using var connection = new NpgsqlConnection(Ours.Database);
        await connection.OpenAsync();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("begin"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            "select set_config('role', 'authenticated', true), "
            + $"set_config('request.jwt.claim.sub', '{reader}', true)"));
        var statement = PlainServer.Threads.Replace("$1", "null", StringComparison.Ordinal)
            .Replace("$2", "50", StringComparison.Ordinal);
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("explain (analyze, costs off, timing off, buffers) " + statement));
        await using var rows = await batch.ExecuteReaderAsync();
        await rows.NextResultAsync();
        var lines = new List<string>();
        while (await rows.ReadAsync())
        {
            lines.Add(rows.GetString(0));
        }

        return string.Join('\n', lines);
    }
}

/// <summary>A balance: my coins, with a page of the ledger.</summary>
internal sealed class BalanceRows(Stage stage, CoinRows coins) : ReadRows(stage, "my coins")
{
    /// <inheritdoc />
    public override string Name => "balance";

    /// <inheritdoc />
    protected override string Data => "1,000 people with the ledgers that the transfers made, a page each";

    /// <inheritdoc />
    protected override string PeopleFile => coins.AccountsFile;

    /// <inheritdoc />
    protected override string Path => "/v1/coins";

    /// <inheritdoc />
    protected override string PlainPath => "/coins?me={me}";

    /// <inheritdoc />
    protected override Task FillAsync() => coins.FillAsync();

    /// <inheritdoc />
    protected override bool Says(string answer) =>
        JsonDocument.Parse(answer).RootElement.GetProperty("entries").GetArrayLength() > 1;
}

/// <summary>Who wears a venue's crown.</summary>
internal sealed class KingRows(Stage stage, CheckInRows checkIns) : ReadRows(stage, "a venue's king")
{
    /// <inheritdoc />
    public override string Name => "king";

    /// <inheritdoc />
    protected override string Data => "10,000 people ask for 200 venues with the kings that the check-ins made";

    /// <inheritdoc />
    protected override string PeopleFile => Ours.PeopleFile;

    /// <inheritdoc />
    protected override string ThingsFile => checkIns.VenuesFile;

    /// <inheritdoc />
    protected override string Path => "/v1/venues/{thing}/king";

    /// <inheritdoc />
    protected override string PlainPath => "/king?venue={thing}";

    /// <inheritdoc />
    protected override Task FillAsync() => checkIns.FillAsync();

    /// <inheritdoc />
    protected override bool Says(string answer) =>
        JsonDocument.Parse(answer).RootElement.GetProperty("king").ValueKind == JsonValueKind.Object;
}
