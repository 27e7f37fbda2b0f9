using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using HotMess.Benchmarks.Harness;

namespace HotMess.Benchmarks.Rows;

/// <summary>How fast a process is there, what it holds after the loads, how fast a projection is made again.</summary>
internal sealed partial class BenchRows
{
    private readonly Series firstAnswer = new("process start to first answered command, s", 2);
    private readonly Series firstProjected = new("process start to that command projected, s", 2);
    private readonly Series memory = new("memory of the server after the loads (resident), MB");
    private readonly Series rebuild = new("rebuild of the taps from the log, events/s");

    private long rebuilt;

    public async Task MemoryAsync()
    {
        await ours.DrainAsync();
        memory.Add(ours.Server.WorkingSet / 1e6);
    }

    /// <summary>By the server's own route, which answers when the rows are there again.</summary>
    public async Task RebuildAsync()
    {
        await ours.DrainAsync();
        var events = await Sql.ScalarAsync<long>(ours.Database, Sql.TapEvents);
        using var client = new HttpClient { BaseAddress = new Uri(ours.Url), Timeout = TimeSpan.FromMinutes(10) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ours.ServiceKey);
        for (var round = 0; round < Math.Min(3, run.Rounds); round++)
        {
            var watch = Stopwatch.StartNew();
            using var response = await client.PostAsync("/v1/projections/Taps/rebuild", null);
            response.EnsureSuccessStatusCode();
            rebuild.Add(events / watch.Elapsed.TotalSeconds);
        }

        rebuilt = events;
        await ours.DrainAsync();
        var wrong = await Sql.ScalarAsync<long>(ours.Database, Sql.MissingTaps);
        if (wrong != 0)
        {
            notes.Add($"**WRONG**: after the rebuild {wrong} taps are missing from the read model");
        }
    }

    public async Task StartUpAsync()
    {
        for (var round = 0; round < run.Rounds; round++)
        {
            ours.Stop();
            var watch = Stopwatch.StartNew();
            ours.Run();
            await FirstAnswerAsync();
            firstAnswer.Add(watch.Elapsed.TotalSeconds);
            await ours.DrainAsync();
            firstProjected.Add(watch.Elapsed.TotalSeconds);
        }
    }

    private async Task FirstAnswerAsync()
    {
        using var client = new HttpClient { BaseAddress = new Uri(ours.Url) };
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (await timer.WaitForNextTickAsync())
        {
            var (bearer, to, _) = NextPair();
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/taps");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
            var body = $$"""{"to":"{{to}}","kind":"woof"}""";
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            try
            {
                using var response = await client.SendAsync(request);
                if (response.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
    }
}
