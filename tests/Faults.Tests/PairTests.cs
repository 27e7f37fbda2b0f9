using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using HotMess.Api.Hosting;
using HotMess.Faults.Tests.Kit;
using HotMess.Testing;
using Npgsql;
using Shouldly;
using Xunit;

namespace HotMess.Faults.Tests;

/// <summary>T12, T14, T26: what two servers bear without either ending.</summary>
public sealed class PairTests(RunningPair running) : IClassFixture<RunningPair>
{
    private readonly Pair pair = running.Pair;
    private readonly Workload load = running.Load;

    [Fact]
    public async Task A_poison_event_parks_its_own_projection_which_every_process_tells_and_any_may_retry()
    {
        for (var round = 0; round < Summary.Rounds(1, 20); round++)
        {
            await Summary.RoundAsync("T12 poison: told by both", PoisonAsync);
        }
    }

    [Fact]
    public async Task One_command_sent_sixty_four_times_at_once_to_two_processes_is_one()
    {
        for (var round = 0; round < Summary.Rounds(3, 100); round++)
        {
            foreach (var verb in (Verb[])[Verb.Message, Verb.Transfer])
            {
                await Summary.RoundAsync(
                    $"T14 one {verb} 64 times at once: answered", () => SendManyAsync($"{verb}-{round}", verb));
            }
        }

        var old = load.Journal.Acknowledged.Values.First();
        pair.Second.Kill();
        pair.Second.Restart();
        await pair.Second.ReadyAsync();
        (await load.FindAsync(old, pair.Second)).ShouldBe((200, old.Answer!));
        (await load.SendAsync(old, pair.Second)).ShouldBe((200, old.Answer!));
    }

    [Fact]
    public async Task A_writer_that_commits_late_is_not_passed_by_the_tail()
    {
        for (var round = 0; round < Summary.Rounds(1, 5); round++)
        {
            await Summary.RoundAsync("T26 a writer held back: not passed", HoldBackAsync);
        }
    }

    [Fact]
    public async Task A_snapshot_that_is_held_is_told()
    {
        await using var owner = pair.Database.OpenOwner();
        await using var connection = await owner.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        await using var command = new NpgsqlCommand("select count(*) from log.mt_events", connection);
        await command.ExecuteScalarAsync();
        await Eventually.HoldsAsync(async () => await SnapshotAsync() > 1_500, "an old snapshot told");
        await transaction.RollbackAsync();
        await Eventually.HoldsAsync(async () => await SnapshotAsync() < 1_500, "none any more");
    }

    [Fact]
    public async Task What_an_abandoned_slot_keeps_is_told()
    {
        const string Slot = "abandoned";
        await pair.Database.ExecuteAsync($"select pg_create_physical_replication_slot('{Slot}', true)");
        try
        {
            await load.MoreAsync(50);
            await Eventually.HoldsAsync(async () => await KeptWalAsync() > 10_000, "what the slot keeps told");
        }
        finally
        {
            await pair.Database.ExecuteAsync($"select pg_drop_replication_slot('{Slot}')");
        }

        await Eventually.HoldsAsync(async () => await KeptWalAsync() == 0, "nothing any more");
    }

    private async Task<TimeSpan?> PoisonAsync()
    {
        await load.MoreAsync(50);
        await pair.Database.ExecuteAsync(
            "alter table read_models.taps add constraint poison check (kind <> 'woof') not valid");
        var watch = Stopwatch.StartNew();
        foreach (var server in (ServerProcess[])[pair.First, pair.Second])
        {
            await Eventually.HoldsAsync(
                async () => (await server.ProjectionsAsync()).GetValueOrDefault("Taps")?.Status == "parked",
                "Taps told as parked",
                TimeSpan.FromSeconds(60));
        }

        var told = watch.Elapsed;
        await ShouldNameThePoisonAsync();
        var lags = new List<long>();
        for (var looks = 0; looks < 20; looks++)
        {
            await load.MoreAsync(20);
            foreach (var (name, other) in (await pair.First.ProjectionsAsync()).Where(each => each.Key != "Taps"))
            {
                other.Status.ShouldBe("running", name);
                lags.Add(other.LagMilliseconds);
            }
        }

        // In the usual run other tests have most of the machine.
        lags.Order().ElementAt(lags.Count * 9 / 10)
            .ShouldBeLessThan(Summary.IsThorough ? 1_000 : 4_000, "what the others lag, nine times of ten");

        await pair.Database.ExecuteAsync("alter table read_models.taps drop constraint poison");
        var elsewhere = (await pair.First.ProjectionsAsync())["Taps"].Node == pair.FirstNode ? pair.Second : pair.First;
        (await RetryAsync(elsewhere)).ShouldBe(HttpStatusCode.OK);
        await pair.First.RunningAsync("Taps");
        await pair.Second.RunningAsync("Taps");
        return told;
    }

    private async Task ShouldNameThePoisonAsync()
    {
        foreach (var server in (ServerProcess[])[pair.First, pair.Second])
        {
            var parked = (await server.ProjectionsAsync())["Taps"];
            (await pair.Database.ScalarAsync<string>(
                "select data ->> 'kind' from log.mt_events where seq_id = $1", parked.FailingPosition!.Value))
                .ShouldBe("woof");
            parked.FailingType.ShouldBe("tap_sent");
            parked.Reason!.ShouldContain("poison");
        }
    }

    private async Task<HttpStatusCode> RetryAsync(ServerProcess server)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/projections/Taps/retry");
        var tokens = new Tokens(pair.Access.Secrets.Jwt, TimeProvider.System);
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer", tokens.Make(Role.ServiceRole, null, null, TimeSpan.FromMinutes(5)));
        using var patient = new HttpClient { BaseAddress = server.Http.BaseAddress };
        using var answer = await patient.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task<TimeSpan?> SendManyAsync(string id, Verb verb)
    {
        var command = load.New(id, 1, 2, verb);
        var watch = Stopwatch.StartNew();
        var answers = await Task.WhenAll(Enumerable.Range(0, 64)
            .Select(i => load.SendAsync(command, i % 2 == 0 ? pair.First : pair.Second)));
        var took = watch.Elapsed;
        var (status, body) = answers.Distinct().ShouldHaveSingleItem();
        status.ShouldBe(200, body);
        load.Journal.Acknowledged[id] = command with { Answer = body };
        var changed = load.New(id, 1, 3, verb);
        foreach (var server in (ServerProcess[])[pair.First, pair.Second])
        {
            var (refused, problem) = await load.SendAsync(changed, server);
            (refused, problem.Contains("command_id_reused", StringComparison.Ordinal)).ShouldBe((422, true), problem);
        }

        return took;
    }

    private async Task<TimeSpan?> HoldBackAsync()
    {
        await load.MoreAsync(50);
        await using var late = await LateWriter.BeginAsync(pair.Database);
        var watch = Stopwatch.StartNew();
        var bound = TimeSpan.FromSeconds(Summary.IsThorough ? 10 : 3);
        while (watch.Elapsed < bound)
        {
            (await pair.Database.ScalarAsync<long>(
                "select greatest(max(last_seq_id), (select max(position) from log.projection_pages), "
                + "(select max(seq_id) from log.mt_events)) from log.mt_event_progression"))
                .ShouldBeLessThan(late.Position);
            await Lasting.ForAsync(TimeSpan.FromMilliseconds(50));
        }

        await late.CommitAsync();
        watch.Restart();
        await load.MoreAsync(20);
        (await pair.Database.ScalarAsync<string>("select type from log.mt_events where seq_id = $1", late.Position))
            .ShouldBe(late.Type);
        return watch.Elapsed;
    }

    private Task<long> SnapshotAsync() => ReadAsync("/health", "oldest_snapshot_milliseconds");

    private Task<long> KeptWalAsync() => ReadAsync("/health/projections", "kept_wal_bytes");

    private async Task<long> ReadAsync(string path, string member)
    {
        // While a projection waits for its process, nothing else is told.
        await pair.First.ReadyAsync();
        var health = await pair.First.Http.GetStringAsync(new Uri(path, UriKind.Relative));
        using var answer = JsonDocument.Parse(health);
        return answer.RootElement.GetProperty(member).GetInt64();
    }
}
