using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
using HotMess.Testing;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Hosting;

/// <summary>Command ids and positions.</summary>
public sealed class CommandTests(SharedHost shared)
{
    private readonly ApiHost host = shared.Host;

    [Fact]
    public async Task The_same_command_64_times_at_once_is_one_command_with_one_answer()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        var body = new { to = bob.Id.Value, text = "once" };
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 64).Select(_ => ann.PostAsync("/v1/messages", body, "only-once")));
        replies.Select(reply => (reply.Status, reply.Text)).Distinct().ShouldHaveSingleItem().Status
            .ShouldBe(200, replies[0].Text);
        var thread = replies[0].Json.GetProperty("thread_id").GetGuid();
        var messages = await bob.GetAsync($"/v1/threads/{thread}/messages", replies[0].Position);
        messages.Json.GetProperty("messages").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task An_id_with_another_body_is_refused_and_changes_nothing()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        var first = await ann.DoAsync("/v1/taps", new { to = bob.Id.Value, kind = "tap" }, "mine");
        (await ann.PostAsync("/v1/taps", new { to = bob.Id.Value, kind = "woof" }, "mine"))
            .ShouldBeProblem(422, "command_id_reused");
        (await ann.PostAsync("/v1/taps/retract", new { to = bob.Id.Value, kind = "tap" }, "mine"))
            .ShouldBeProblem(422, "command_id_reused");
        (await ann.DoAsync("/v1/taps", new { kind = "tap", to = bob.Id.Value }, "mine")).Text.ShouldBe(first.Text);
        (await bob.DoAsync("/v1/taps", new { to = ann.Id.Value, kind = "tap" }, "mine")).Text.ShouldNotBe(first.Text);
    }

    [Fact]
    public async Task An_id_is_known_after_ninety_days()
    {
        var clock = new FakeClock();
        await using var own = await ApiHost.StartAsync(new() { Clock = clock, Limits = ApiHost.Unlimited });
        var (ann, bob) = (await own.PersonAsync(), await own.PersonAsync());
        var first = await ann.DoAsync("/v1/taps", new { to = bob.Id.Value, kind = "tap" }, "old");
        await ann.DoAsync("/v1/taps/retract", new { to = bob.Id.Value, kind = "tap" });
        clock.Leap(TimeSpan.FromDays(90));
        ann = ann with { Token = own.Tokens.Make(Role.Authenticated, ann.Id, null, TimeSpan.FromHours(1)) };
        (await ann.DoAsync("/v1/taps", new { to = bob.Id.Value, kind = "tap" }, "old")).Text.ShouldBe(first.Text);
        (await ann.PostAsync("/v1/taps", new { to = bob.Id.Value, kind = "woof" }, "old"))
            .ShouldBeProblem(422, "command_id_reused");
    }

    [Fact]
    public async Task A_refused_command_leaves_its_id_free()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        (await ann.PostAsync("/v1/taps", new { to = ann.Id.Value, kind = "tap" }, "free")).Status.ShouldBe(422);
        await ann.DoAsync("/v1/taps", new { to = bob.Id.Value, kind = "tap" }, "free");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a b")]
    [InlineData("a\tb")]
    [InlineData("é")]
    public async Task An_id_is_visible_ASCII(string id)
    {
        var ann = await host.PersonAsync();
        (await ann.PostAsync("/v1/taps", new { to = ann.Id.Value, kind = "tap" }, id))
            .ShouldBeProblem(400, "malformed");
    }

    [Fact]
    public async Task An_id_has_at_most_200_characters()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        var body = new { to = bob.Id.Value, kind = "tap" };
        (await ann.PostAsync("/v1/taps", body, new string('a', 201))).ShouldBeProblem(400, "malformed");
        await ann.DoAsync("/v1/taps", body, new string('a', 200));
    }

    [Fact]
    public async Task What_became_of_a_command_is_told_to_its_sender_only()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        var done = await ann.DoAsync("/v1/taps", new { to = bob.Id.Value, kind = "tap" }, "asked-for");
        (await ann.GetAsync("/v1/commands/asked-for")).Text.ShouldBe(done.Text);
        (await bob.GetAsync("/v1/commands/asked-for")).ShouldBeProblem(404, "command_absent");
    }

    [Fact]
    public async Task An_id_that_the_server_made_is_told_and_works_again()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        var body = new { to = bob.Id.Value, kind = "tap" };
        var done = await ann.DoAsync("/v1/taps", body);
        var id = done.Headers[CommandId.Header].ToString();
        (await ann.DoAsync("/v1/taps", body, id)).Text.ShouldBe(done.Text);
    }

    [Theory]
    [InlineData("/v1/matches")]
    [InlineData("/v1/threads")]
    public async Task A_position_from_the_future_is_refused_at_once(string path)
    {
        var ann = await host.PersonAsync();
        (await ann.GetAsync(path, 1_000_000_000)).ShouldBeProblem(400, "position_ahead_of_log");
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("soon")]
    [InlineData("1.5")]
    [InlineData("")]
    [InlineData("99999999999999999999")]
    public async Task A_position_that_is_no_number_is_refused(string position)
    {
        var ann = await host.PersonAsync();
        var call = Call.Get("/v1/matches").As(ann.Token).With(MinPosition.Header, position);
        (await host.SendAsync(call)).ShouldBeProblem(400, "malformed");
    }

    [Fact]
    public async Task Unknown_routes_and_methods_are_problems_too()
    {
        var ann = await host.PersonAsync();
        (await ann.GetAsync("/v1/nothing")).ShouldBeProblem(404, "no_route");
        (await ann.GetAsync("/v1/taps")).ShouldBeProblem(405, "no_method");
        (await host.SendAsync(Call.Get("/"))).ShouldBeProblem(404, "no_route");
        (await host.SendAsync(Call.Get("/openapi/v2.json"))).ShouldBeProblem(404, "no_route");
    }
}
