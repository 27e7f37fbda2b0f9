using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using HotMess.Benchmarks.Harness;

namespace HotMess.Benchmarks.Rows;

/// <summary>How fast a process is there, and how fast a projection is made again.</summary>
internal sealed partial class BenchRows
{
    private const string TapEvents = "select count(*) from log.mt_events where type in ('tap_sent', 'match_made', 'tap_retracted', 'match_dissolved')";

    public async Task RebuildAsync()
    {
        await ours.DrainAsync();
        var events = await Sql.ScalarAsync<long>(ours.Database, TapEvents);
        using var client = new HttpClient { BaseAddress = new Uri(ours.Url), Timeout = TimeSpan.FromMinutes(10) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ours.ServiceKey);
        var series = new Series("rebuild of the taps, events/s");
        for (var round = 0; round < Math.Min(3, run.Rounds); round++)
        {
            var watch = Stopwatch.StartNew();
            using var response = await client.PostAsync("/v1/projections/Taps/rebuild", null);
            response.EnsureSuccessStatusCode();
            series.Add(events / watch.Elapsed.TotalSeconds);
        }

        extra.AppendLine(Row(
            string.Create(CultureInfo.InvariantCulture, $"rebuild of the taps from {events} events, events/s"),
            series.Median,
            ">= 50,000",
            series.Median >= 50_000));
    }

    public async Task StartUpAsync()
    {
        var first = new Series("start to first answered command, s");
        var projecting = new Series("start to first projection running, s");
        for (var round = 0; round < run.Rounds; round++)
        {
            ours.Stop();
            var watch = Stopwatch.StartNew();
            ours.Run();
            await FirstAnswerAsync();
            first.Add(watch.Elapsed.TotalSeconds);
            await ours.DrainAsync();
            projecting.Add(watch.Elapsed.TotalSeconds);
        }

        extra.AppendLine(Row("process start to first answered command, s", first.Median, "<= 1.5", first.Median <= 1.5));
        extra.AppendLine(Row("process start to that command projected, s", projecting.Median, "<= 4", projecting.Median <= 4));
    }

    private async Task FirstAnswerAsync()
    {
        using var client = new HttpClient { BaseAddress = new Uri(ours.Url) };
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (await timer.WaitForNextTickAsync())
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/taps");
            var pair = Interlocked.Increment(ref nextPair);
            var half = ours.Ids.Count / 2;
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ours.BearerOf((int)(pair % half)));
            request.Content = new StringContent(
                $$"""{"to":"{{ours.Ids[half + (int)(pair / half % half)]}}","kind":"woof"}""", Encoding.UTF8, "application/json");
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
