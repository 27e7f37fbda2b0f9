using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using HotMess.Benchmarks.Harness;

namespace HotMess.Benchmarks.Rows;

/// <summary>What a process holds after the loads, and how fast a new one is there.</summary>
internal sealed class StartRows(Stage stage, TapRows taps) : RowGroup(stage)
{
    private readonly Series firstAnswer = new("process start to first answered command, s", 2);
    private readonly Series firstProjected = new("process start to that command projected, s", 2);
    private readonly Series memory = new("memory of the server after the loads (resident), MB");

    /// <inheritdoc />
    public override string Name => "start";

    /// <inheritdoc />
    public override IReadOnlyList<RowGroup> Needs => [taps];

    /// <inheritdoc />
    public override IEnumerable<Row> Rows =>
    [
        new(firstAnswer, IsRate: false, Goal.AtMost(firstAnswer, 1.5)),
        new(firstProjected, IsRate: false, Goal.AtMost(firstProjected, 4)),
        new(memory, IsRate: false, Goal.AtMost(memory, 250)),
    ];

    /// <inheritdoc />
    public override async Task AfterAsync()
    {
        await Ours.DrainAsync();
        memory.Add(Ours.Server.WorkingSet / 1e6);
        for (var round = 0; round < Run.Rounds; round++)
        {
            Ours.Stop();
            var watch = Stopwatch.StartNew();
            Ours.Run();
            await FirstAnswerAsync();
            firstAnswer.Add(watch.Elapsed.TotalSeconds);
            await Ours.DrainAsync();
            firstProjected.Add(watch.Elapsed.TotalSeconds);
        }
    }

    private async Task FirstAnswerAsync()
    {
        using var client = new HttpClient { BaseAddress = new Uri(Ours.Url) };
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (await timer.WaitForNextTickAsync())
        {
            var (bearer, to, _) = taps.NextPair();
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
