using System.Diagnostics;
using System.Globalization;
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

    public async Task MemoryAsync()
    {
        await ours.DrainAsync();
        memory.Add(ours.Server.WorkingSet / 1e6);
    }

    /// <summary>By the product's own rebuild, in a process that serves nobody meanwhile.</summary>
    public async Task RebuildAsync()
    {
        await ours.DrainAsync();
        ours.Stop();
        var self = Path.Combine(AppContext.BaseDirectory, "HotMess.Benchmarks.dll");
        var rounds = Text(Math.Min(3, run.Rounds));
        var output = await Running.OutputAsync("dotnet", [self, "rebuild", "Taps", rounds], ours.Environment());
        foreach (var line in output.Split('\n').Where(line => line.StartsWith("rebuilt ", StringComparison.Ordinal)))
        {
            rebuild.Add(double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
        }

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
