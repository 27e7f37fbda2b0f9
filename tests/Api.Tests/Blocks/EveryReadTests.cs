using System.Buffers.Text;
using System.Text.Json;
using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
using HotMess.Projections.Runtime.Tables;
using HotMess.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Blocks;

/// <summary>
/// A block at every read that there is: two people who share all that two people can share, and then nothing. A route
/// that is new has to be listed, and a view is read because it is there, so that none is forgotten.
/// </summary>
public sealed class EveryReadTests(SharedHost shared)
{
    // What a person could read of the other, with THREAD the one of the two, GROUP one of three, and OTHER.
    private static readonly Dictionary<string, string> Routes = new(StringComparer.Ordinal)
    {
        ["/v1/achievements"] = "",
        ["/v1/auth/sessions"] = "",
        ["/v1/blocks"] = "",
        ["/v1/check-ins"] = "",
        ["/v1/coins"] = "",
        ["/v1/commands/{id}"] = "/none",
        ["/v1/daily-checkin"] = "",
        ["/v1/favorites"] = "",
        ["/v1/matches"] = "",
        ["/v1/notifications"] = "",
        ["/v1/profile"] = "",
        ["/v1/profiles"] = "?name=NAME",
        ["/v1/profiles/{person_id}"] = "/OTHER",
        ["/v1/threads"] = "",
        ["/v1/threads/{thread_id}/messages"] = "/GROUP/messages",
        ["/v1/venues/{venue_id}/king"] = "/VENUE/king",
        ["/v1/venues/{venue_id}/leaderboard"] = "/VENUE/leaderboard",
        ["/v1/xp"] = "",
    };

    // Reads that are empty of the other unless everything was shared before.
    private static readonly string[] Shared =
    [
        "/v1/favorites", "/v1/matches", "/v1/notifications", "/v1/profiles", "/v1/profiles/{person_id}", "/v1/threads",
        "/v1/threads/{thread_id}/messages", "/v1/venues/{venue_id}/leaderboard", "beacons", "chat_threads", "matches",
        "messages", "notifications", "profiles", "taps", "user_achievements", "user_favorites",
        "v1.matches", "v1.messages", "v1.notifications", "v1.profiles", "v1.user_achievements", "v1.user_favorites",
        "v1.venue_leaders",
    ];

    private readonly ApiHost host = shared.Host;
    private readonly string venue = $"venue-{Guid.CreateVersion7():N}";

    [Fact]
    public void Every_route_that_a_person_reads_is_listed() => host.Alba.Services
        .GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(route => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true
            && route.Metadata.GetMetadata<AllowAttribute>()?.Has(Role.Authenticated) == true)
        .Select(route => "/" + route.RoutePattern.RawText!.TrimStart('/'))
        .Where(path => path.StartsWith("/v1/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal).ShouldBe(Routes.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_two_people_shared_neither_finds_after_a_block(bool byAnn)
    {
        var (ann, bob, cat) = (await ComeAsync(), await ComeAsync(), await host.PersonAsync());
        var (thread, group) = await ShareAsync(ann, bob, cat);
        var (blocker, blocked) = byAnn ? (ann, bob) : (bob, ann);
        var position = (await blocker.Who.DoAsync("/v1/blocks", new { to = blocked.Who.Id.Value })).Position;
        foreach (var (me, other) in new[] { (ann, bob), (bob, ann) })
        {
            var found = await FindAsync(me, other, thread, group, position);
            string[] known = me == blocker ? ["/v1/blocks", "profiles_blocked", "v1.profiles_blocked"] : [];
            found.ShouldBe(known, "nobody learns that he is blocked");
        }
    }

    private async Task<Known> ComeAsync()
    {
        var name = $"N{Guid.CreateVersion7():N}";
        var who = await host.PersonAsync(name);
        var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(who.Token.Split('.')[1])).RootElement;
        return new Known(who, name, claims.GetProperty("email").GetString()!);
    }

    private async Task<(Guid Thread, Guid Group)> ShareAsync(Known ann, Known bob, Somebody cat)
    {
        var with = new { with = new[] { ann.Who.Id.Value, bob.Who.Id.Value } };
        var group = (await cat.DoAsync("/v1/groups", with)).Json.GetProperty("thread_id").GetGuid();
        var thread = Guid.Empty;
        foreach (var (me, other) in new[] { (ann, bob), (bob, ann) })
        {
            foreach (var kind in (string[])["like", "tap", "woof", "boo", "save"])
            {
                await me.Who.DoAsync("/v1/taps", new { to = other.Who.Id.Value, kind });
            }

            var text = "From " + me.Name;
            thread = (await me.Who.DoAsync("/v1/messages", new { to = other.Who.Id.Value, text })).Json
                .GetProperty("thread_id").GetGuid();
            await me.Who.DoAsync("/v1/messages", new { thread_id = group, text });
            await me.Who.DoAsync("/v1/favorites", new { to = other.Who.Id.Value });
            await me.Who.DoAsync("/v1/beacons", new
            {
                kind = "social",
                title = "Of " + me.Name,
                point = new { lat = 51.5, lng = -0.1 },
            });
            await me.Who.DoAsync("/v1/check-ins", new { venue_id = venue });
            await me.Who.DoAsync("/v1/daily-checkin", new { });
        }

        // What policies do comes a little later.
        foreach (var (me, other) in new[] { (ann, bob), (bob, ann) })
        {
            string[] missing = [];
            await Eventually.HoldsAsync(
                async () => (missing = [.. Shared.Except(await FindAsync(me, other, thread, group, 0))]) is [],
                "everything shared",
                TimeSpan.FromSeconds(60)).ContinueWith(_ => missing.ShouldBeEmpty(), TaskScheduler.Default);
        }

        return (thread, group);
    }

    /// <summary>The reads in which the other is found, by his id, address, name or words.</summary>
    private async Task<string[]> FindAsync(Known me, Known other, Guid thread, Guid group, long position)
    {
        var found = new List<string>();
        var id = $"{other.Who.Id}";
        foreach (var (route, rest) in Routes)
        {
            var path = (route.Split("/{")[0] + rest)
                .Replace("OTHER", id, StringComparison.Ordinal)
                .Replace("NAME", other.Name, StringComparison.Ordinal)
                .Replace("GROUP", $"{group}", StringComparison.Ordinal)
                .Replace("VENUE", venue, StringComparison.Ordinal);
            var reply = await me.Who.GetAsync(path, position);

            // Who takes part in a group is no secret.
            Add(route, route != "/v1/threads" ? reply.Text : string.Concat(
                reply.Json.GetProperty("threads").EnumerateArray().Select(one =>
                    one.GetProperty("thread_id").GetGuid() == group
                        ? Without(id, one.GetRawText())
                        : one.GetRawText())));
        }

        foreach (var view in ReadModelSchema.Views)
        {
            var rows = await me.Who.RowsAsync($"select row_to_json(t)::text from {view.QualifiedName} as t", position);
            var name = view.Schema == "public" ? view.Name : view.QualifiedName;
            Add(name, string.Concat(rows.Select(row => name switch
            {
                // What was said before stays readable in the thread of the two, without his name or address.
                "messages" or "v1.messages" or "v1.threads" when row!.Contains($"{thread}", StringComparison.Ordinal) =>
                    Without(id, Without("From " + other.Name, row)),
                "chat_threads" or "v1.threads" => Without(id, row!),
                _ => row,
            })));
        }

        return [.. found];

        void Add(string read, string text)
        {
            if (text.Contains(id, StringComparison.Ordinal)
                || text.Contains(other.Name, StringComparison.Ordinal)
                || text.Contains(other.Email, StringComparison.OrdinalIgnoreCase))
            {
                found.Add(read);
            }
        }
    }

    private static string Without(string what, string text) => text.Replace(what, "", StringComparison.Ordinal);

    private sealed record Known(Somebody Who, string Name, string Email);
}
