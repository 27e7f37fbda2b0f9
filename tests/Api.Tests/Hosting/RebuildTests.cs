using System.Globalization;
using System.Text.RegularExpressions;
using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
using HotMess.Projections.Runtime;
using HotMess.Testing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Hosting;

/// <summary>A running server, a builder in a process of its own beside it, and a parked projection.</summary>
public sealed class RebuildTests : IAsyncLifetime
{
    private const string Built = "select coalesce(max(events), 0) from read_models_next.builds";
    private const int Messages = 300;
    private TestDatabase database = null!;
    private ApiHost host = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        host = await ApiHost.StartOnAsync(database);
        await host.SettledAsync(nodes: 1);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task A_builder_killed_in_the_middle_is_gone_on_with_while_the_server_serves()
    {
        var ann = await host.PersonAsync("Ann");
        var bob = await host.PersonAsync("Bob");
        await SendManyAsync(ann, bob, Messages);
        var sent = await SendAsync(ann, bob, 1);
        (await bob.GetAsync("/v1/threads", sent)).Status.ShouldBe(200);
        using (var first = HotMessProcess.Start(database, "rebuild", "Chats", "--page-events", "1"))
        {
            await Eventually.HoldsAsync(
                async () => await database.ScalarAsync<long>(Built) > 10,
                "a build in the middle",
                TimeSpan.FromSeconds(30));
            first.Kill();
            (await first.EndAsync()).ShouldNotBe(0, first.Output);
        }

        var left = await database.ScalarAsync<long>(Built);
        left.ShouldBeInRange(10, Messages);
        using var second = HotMessProcess.Start(database, "rebuild", "Chats");
        for (var i = 2; !second.HasEnded; i++)
        {
            sent = await SendAsync(ann, bob, i);
            var read = await bob.GetAsync("/v1/threads", sent);
            read.Status.ShouldBe(200, read.Text);
            read.Json.GetProperty("threads").EnumerateArray().ShouldHaveSingleItem();
        }

        (await second.EndAsync()).ShouldBe(0, second.Output);
        second.Output.ShouldContain("compared and switched");
        var told = Regex.Match(second.Output, "Chats: (\\d+) events in").Groups[1].Value;
        var handled = await database.ScalarAsync<long>(
            "select count(*) from log.mt_events where type in ('thread_opened', 'message_sent')");
        long.Parse(told, CultureInfo.InvariantCulture).ShouldBeInRange(1, handled - left);
        sent = await SendAsync(ann, bob, 0);
        (await bob.GetAsync("/v1/threads", sent)).Status.ShouldBe(200);
        (await database.ScalarAsync<long>(Built)).ShouldBe(0);

        using var again = HotMessProcess.Start(database, "rebuild", "all");
        (await again.EndAsync()).ShouldBe(0, again.Output);
        string[] names = ["Accounts", "Taps", "Chats", "Notifications", "Coins", "Xp", "Beacons", "CheckIns"];
        foreach (var name in names)
        {
            again.Output.ShouldContain($"{name}: ");
        }

        (await (await host.PersonAsync("Cat")).DoAsync("/v1/taps", new { to = bob.Id.Value, kind = "tap" }))
            .Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_difference_is_shown_with_an_exit_code_of_its_own_and_switched_only_where_accepted()
    {
        var ann = await host.PersonAsync("Ann");
        await host.PersonAsync("Bob");
        await SettledAsync("Accounts");
        await database.ExecuteAsync(
            "update read_models.profiles set shown = jsonb_build_object('display_name', 'Zebulon') "
            + $"where person_id = '{ann.Id.Value}'");
        using var shown = HotMessProcess.Start(database, "rebuild", "Accounts");
        (await shown.EndAsync()).ShouldBe(3, shown.Output);
        shown.Output.ShouldContain("1 keys differ");
        shown.Output.ShouldContain($"{ann.Id.Value}: differs");
        shown.Output.ShouldNotContain("Zebulon");
        using var accepted = HotMessProcess.Start(database, "rebuild", "Accounts", "--accept");
        (await accepted.EndAsync()).ShouldBe(0, accepted.Output);
        (await database.ScalarAsync<string>(
            $"select shown ->> 'display_name' from read_models.profiles where person_id = '{ann.Id.Value}'"))
            .ShouldBe("Ann");
    }

    [Theory]
    [InlineData("rebuild")]
    [InlineData("rebuild", "Nothing")]
    [InlineData("rebuild", "Chats", "--url", "http://127.0.0.1:1")]
    [InlineData("rebuild", "all", "--in-place")]
    [InlineData("rebuild", "all", "--page-events", "0")]
    [InlineData("retry")]
    public async Task What_is_not_understood_is_refused_with_the_usage(params string[] arguments)
    {
        using var process = HotMessProcess.Start(database, arguments);
        (await process.EndAsync()).ShouldBe(2, process.Output);
        process.Output.ShouldContain("usage: hotmess");
    }

    [Fact]
    public async Task A_parked_projection_parks_again_or_goes_on_where_it_stood()
    {
        var ann = await host.PersonAsync("Ann");
        var bob = await host.PersonAsync("Bob");
        await SettledAsync("Taps");
        await database.ExecuteAsync("alter table read_models.taps add constraint no_woof check (kind <> 'woof')");
        var sent = await ann.DoAsync("/v1/taps", new { to = bob.Id.Value, kind = "woof" });
        await ShouldBecomeAsync("parked");

        var again = await RetryAsync(Role.Admin, ann);
        again.Status.ShouldBe(409, again.Text);
        again.Json.GetProperty("code").GetString().ShouldBe("projection_parked");
        await ShouldBecomeAsync("parked");

        await database.ExecuteAsync("alter table read_models.taps drop constraint no_woof");
        var gone = await RetryAsync(Role.ServiceRole);
        gone.Status.ShouldBe(200, gone.Text);
        gone.Json.GetProperty("position").GetInt64().ShouldBeGreaterThanOrEqualTo(sent.Position);
        await ShouldBecomeAsync("running");
        (await database.ScalarAsync<long>("select count(*) from read_models.taps")).ShouldBe(1);
        (await RetryAsync(Role.ServiceRole)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_retry_of_nothing_or_by_anybody_is_refused()
    {
        (await RetryAsync(Role.ServiceRole, name: "Nothing")).Status.ShouldBe(404);
        (await RetryAsync(Role.Analyst)).Status.ShouldBe(403);
        (await RetryAsync(Role.Importer)).Status.ShouldBe(403);
    }

    private Task<Reply> RetryAsync(Role role, Somebody? who = null, string name = "Taps") => host.SendAsync(
        Call.Post($"/v1/projections/{name}/retry", new { })
            .As(host.Tokens.Make(role, who?.Id, null, TimeSpan.FromMinutes(5))));

    private Task ShouldBecomeAsync(string status) => Eventually.HoldsAsync(
        async () =>
        {
            var health = await host.SendAsync(Call.Get("/health/projections"));
            return health.Json.GetProperty("projections").EnumerateArray()
                .Single(projection => projection.GetProperty("name").GetString() == "Taps")
                .GetProperty("status").GetString() == status;
        },
        $"Taps {status}",
        TimeSpan.FromSeconds(40));

    private Task SettledAsync(string name) => Eventually.HoldsAsync(
        async () => (await host.Alba.Services.GetRequiredService<ProjectionHealth>().ReadAsync(CancellationToken.None))
            .Projections.Single(projection => projection.Name == name).LagEvents == 0,
        $"{name} at the head");

    private static async Task SendManyAsync(Somebody from, Somebody to, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await SendAsync(from, to, i);
        }
    }

    private static async Task<long> SendAsync(Somebody from, Somebody to, int i)
    {
        var sent = await from.DoAsync("/v1/messages", new { to = to.Id.Value, text = $"text {i}" });
        sent.Status.ShouldBe(200, sent.Text);
        return sent.Position;
    }
}
