using System.Text.Json;
using HotMess.Benchmarks.Harness;
using HotMess.Benchmarks.Servers;
using Npgsql;

namespace HotMess.Benchmarks.Rows;

/// <summary>
/// My threads with unread counts: under row rights and a token, against a plain endpoint that runs the same statement
/// as the owner.
/// </summary>
internal sealed partial class BenchRows
{
    private readonly Series plainThreads = new("my threads, plain endpoint without row rights, /s");
    private readonly Series threads = new("my threads with unread counts, under row rights, /s");

    private string threadsPlan = "";

    /// <summary>Interleaved rounds over the same people; then the plan.</summary>
    public async Task ThreadsAsync()
    {
        await MessagesAsync("messages", ours.ThreadsFile, false);
        await MessagesAsync("messages", ours.OneThreadFile, false);
        var readers = await ours.MakeReadersAsync();
        var plainServer = await baselines.ServeThreadsAsync(ours.Database);
        for (var round = 0; round <= run.Rounds; round++)
        {
            Keep(round > 0, plainThreads, await GetsAsync(plainServer.ToString(), "/threads", "plain"));
            Keep(round > 0, threads, await GetsAsync(ours.Url, "/v1/threads", "ours"));
        }

        threadsPlan = await PlanAsync(readers[0]);
        await CompareAsync(plainServer, readers[0]);
        baselines.EndNewest();
    }

    private async Task<double> GetsAsync(string url, string path, string mode)
    {
        var result = await Wrk.RunAsync(url, "gets.lua", run.Time, ours.ReadersFile, path, mode);
        if (result.Refused > 0)
        {
            notes.Add($"**WRONG**, {path}: {result.Refused} of {result.Answers} reads were refused.");
        }

        return result.Rate;
    }

    // Both must say the same, or the ratio says nothing.
    private async Task CompareAsync(Uri plainServer, int reader)
    {
        using var client = new HttpClient();
        var theirs = await client.GetStringAsync($"{plainServer}threads?me={ours.Ids[reader]}");
        using var request = new HttpRequestMessage(HttpMethod.Get, ours.Url + "/v1/threads");
        request.Headers.Authorization = new("Bearer", ours.Bearers[reader]);
        using var response = await client.SendAsync(request);
        var mine = await response.Content.ReadAsStringAsync();
        var count = JsonDocument.Parse(mine).RootElement.GetProperty("threads").GetArrayLength();
        if (mine != theirs || count == 0)
        {
            notes.Add($"**WRONG**: the plain endpoint's threads are not ours ({count} threads).");
        }
    }

    private async Task<string> PlanAsync(int reader)
    {
        await using var connection = new NpgsqlConnection(ours.Database);
        await connection.OpenAsync();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("begin"));
        var claims = $$"""{"sub":"{{ours.Ids[reader]}}","role":"authenticated"}""";
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            $"select set_config('role', 'authenticated', true), set_config('request.jwt.claims', '{claims}', true)"));
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

        return $"\nThe plan of my threads, under row rights:\n\n```\n{string.Join('\n', lines)}\n```";
    }
}
