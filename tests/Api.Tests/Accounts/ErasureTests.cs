using System.Text;
using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
using HotMess.Testing;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Accounts;

/// <summary>Who is erased is gone: from every table, for every reader, and for good.</summary>
public sealed class ErasureTests : IAsyncLifetime
{
    private const string Name = "Canary Bird";
    private const string Text = "a canary sang in the mine";
    private const string Password = "canary-password-7";
    private readonly string email = $"canary-{Guid.CreateVersion7():N}@example.org";
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
    public async Task Who_was_erased_or_never_came_does_nothing_more()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        await ann.DoAsync("/v1/taps", new { to = bob.Id.Value, kind = "tap" });
        await ann.DoAsync("/v1/favorites", new { to = bob.Id.Value });
        var sent = (await bob.DoAsync("/v1/messages", new { to = ann.Id.Value, text = "hello" })).Json;
        var thread = sent.GetProperty("thread_id").GetGuid();
        var own = (await ann.DoAsync("/v1/messages", new { thread_id = thread, text = "hello" })).Json
            .GetProperty("message_id").GetGuid();
        await Call.Delete($"/v1/people/{ann.Id}").As(ann.Token).SentBy(host);
        var nobody = ann with
        {
            Token = host.Tokens.Make(
                Role.Authenticated, new(Guid.CreateVersion7()), null, TimeSpan.FromHours(1)),
        };
        var head = await HeadAsync();

        foreach (var (path, body) in (ValueTuple<string, object>[])
            [
                ("/v1/taps/retract", new { to = bob.Id.Value, kind = "tap" }),
                ("/v1/favorites/remove", new { to = bob.Id.Value }),
                ($"/v1/threads/{thread}/read", new { up_to = 1 }),
                ($"/v1/threads/{thread}/mute", new { muted = true }),
                ($"/v1/threads/{thread}/hide", new { hidden = true }),
                ($"/v1/threads/{thread}/leave", new { }),
                ($"/v1/threads/{thread}/messages/{own}/delete", new { }),
                ("/v1/notifications/read", new { through = 1 }),
                ("/v1/blocks/lift", new { to = bob.Id.Value }),
            ])
        {
            foreach (var one in (Somebody[])[ann, nobody])
            {
                var reply = await one.PostAsync(path, body);
                reply.Status.ShouldBeOneOf(403, 404);
                reply.Code.ShouldEndWith("_absent", Case.Sensitive, path);
            }
        }

        (await HeadAsync()).ShouldBe(head);

        Task<long> HeadAsync() => database.ScalarAsync<long>("select count(*) from log.mt_events");
    }

    [Fact]
    public async Task Nothing_that_was_planted_is_left_in_any_table()
    {
        var canary = await PlantAsync();
        var (bob, thread) = await TalkAsync(canary);
        var before = await database.FindAsync([email, Name, Text, Password, canary.Refresh, canary.Access]);
        before.Select(one => one.Key).ShouldBe([email, Name, Text], ignoreOrder: true);
        before.SelectMany(tables => tables).ShouldAllBe(
            table => table.StartsWith("read_models.", StringComparison.Ordinal));

        var erased = await Call.Delete($"/v1/people/{canary.Id}").As(canary.Access).SentBy(host);
        erased.Status.ShouldBe(200, erased.Text);

        var seen = await bob.GetAsync($"/v1/threads/{thread}/messages", erased.Position);
        seen.Text.ShouldContain("an answer that stays");
        await SettledAsync(erased.Position);
        (await database.FindAsync([email, email.ToUpperInvariant(), Name, Text, Password, canary.Refresh]))
            .Select(one => one.Key).ShouldBeEmpty();

        (await database.ScalarAsync<long>(
            """
            select (select count(*) from keys.person_keys where person_id = $1)
              + (select count(*) from keys.companions where person_id = $1 and body is not null)
              + (select count(*) from log.sealed_fields where person_id = $1)
              + (select count(*) from read_models.sessions where person_id = $1)
            """, canary.Id.Value)).ShouldBe(0);
    }

    [Fact]
    public async Task A_token_of_his_without_a_session_reads_nothing_more()
    {
        var canary = await PlantAsync();
        var (_, thread) = await TalkAsync(canary);
        var bare = host.Tokens.Make(Role.Authenticated, canary.Id, null, TimeSpan.FromHours(1));
        Task<Reply> Ask(string path) => host.SendAsync(Call.Get(path).As(bare));
        (await Ask("/v1/threads")).Text.ShouldContain($"{thread}");

        var erased = await Call.Delete($"/v1/people/{canary.Id}").As(canary.Access).SentBy(host);
        await SettledAsync(erased.Position);
        (await Ask("/v1/threads")).Json.GetProperty("threads").GetArrayLength().ShouldBe(0);
        (await Ask($"/v1/threads/{thread}/messages")).Status.ShouldBe(404);
        (await Ask($"/v1/profiles/{canary.Id}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Nobody_keeps_a_tap_a_match_or_a_favourite_of_him_and_a_rebuild_says_the_same()
    {
        var canary = await PlantAsync();
        var (ann, bob) = (await host.PersonAsync("Ann"), await host.PersonAsync("Bob"));
        await ann.DoAsync("/v1/taps", new { to = canary.Id.Value, kind = "tap" });
        (await canary.PostAsync("/v1/taps", new { to = ann.Id.Value, kind = "woof" })).Status.ShouldBe(200);
        await ann.DoAsync("/v1/favorites", new { to = canary.Id.Value });
        await ann.DoAsync("/v1/taps", new { to = bob.Id.Value, kind = "tap" });
        var made = await bob.DoAsync("/v1/taps", new { to = ann.Id.Value, kind = "tap" });
        (await MatchedAsync(ann, made.Position)).ShouldBe([canary.Id.Value, bob.Id.Value], ignoreOrder: true);

        var erased = await Call.Delete($"/v1/people/{canary.Id}").As(canary.Access).SentBy(host);
        (await MatchedAsync(ann, erased.Position)).ShouldBe([bob.Id.Value]);
        (await ann.GetAsync("/v1/favorites", erased.Position)).Json.GetProperty("favorites").GetArrayLength()
            .ShouldBe(0);
        (await database.ScalarAsync<long>(
            "select count(*) from read_models.taps where $1 in (from_id, to_id)", canary.Id.Value)).ShouldBe(0);
        (await ann.PostAsync("/v1/taps", new { to = canary.Id.Value, kind = "tap" })).Status.ShouldBe(404);

        // Beside the live tables only: blocks would not hold while these are empty.
        (await Call.Post("/v1/projections/Taps/rebuild", new { }).As(host.TokenOf(Role.ServiceRole)).SentBy(host))
            .ShouldBeProblem(409, "projection_never_empty");
        await host.SettledAsync(nodes: 1);
        using var rebuild = HotMessProcess.Start(database, "rebuild", "Taps");
        (await rebuild.EndAsync()).ShouldBe(0, rebuild.Output);
        (await MatchedAsync(ann, erased.Position)).ShouldBe([bob.Id.Value]);
    }

    [Fact]
    public async Task His_sessions_are_refused_and_his_address_is_free_for_somebody_new()
    {
        var canary = await PlantAsync();
        var elsewhere = await SignedIn.InAsync(host, email, Password);
        (await Call.Delete($"/v1/people/{canary.Id}").As(host.TokenOf(Role.ServiceRole)).SentBy(host))
            .Status.ShouldBe(200);
        foreach (var session in (SignedIn[])[canary, elsewhere])
        {
            (await session.HoldsAsync()).ShouldBeFalse();
            (await SignedIn.TryRefreshAsync(host, session.Refresh)).ShouldBeProblem(401, "session_ended");
        }

        (await SignedIn.TryInAsync(host, email, Password)).ShouldBeProblem(403, "credentials_wrong");
        var bare = host.Tokens.Make(Role.Authenticated, canary.Id, null, TimeSpan.FromHours(1));
        (await Call.Post("/v1/auth/sign-out", new { scope = "all" }).As(bare).SentBy(host))
            .ShouldBeProblem(410, "person_gone");
        var change = new { old_password = Password, new_password = "another" };
        (await Call.Post("/v1/auth/change-password", change).As(bare).SentBy(host))
            .ShouldBeProblem(403, "password_wrong");

        var next = await SignedIn.UpAsync(host, email, "a new password");
        next.Id.ShouldNotBe(canary.Id);
        (await SignedIn.TryInAsync(host, email, Password)).ShouldBeProblem(403, "credentials_wrong");
        (await SignedIn.InAsync(host, email, "a new password")).Id.ShouldBe(next.Id);
    }

    [Fact]
    public async Task A_repeated_sign_up_of_an_erased_person_does_not_bring_him_back()
    {
        var id = Guid.CreateVersion7().ToString();
        var call = () => Call.Post("/v1/auth/sign-up", new { email, password = Password }).WithId(id);
        var canary = SignedIn.Of(host, await host.SendAsync(call()));
        (await Call.Delete($"/v1/people/{canary.Id}").As(canary.Access).SentBy(host)).Status.ShouldBe(200);
        (await host.SendAsync(call())).ShouldBeProblem(410, "command_id_erased");
    }

    [Fact]
    public async Task What_is_left_is_what_a_rebuild_makes()
    {
        var canary = await PlantAsync();
        await TalkAsync(canary);
        await SignedIn.UpAsync(host, SignedIn.NewEmail());
        var erased = await Call.Delete($"/v1/people/{canary.Id}").As(canary.Access).SentBy(host);
        await SettledAsync(erased.Position);
        var live = await ReadModelsAsync();
        live.ShouldContain("an answer that stays");
        foreach (var projection in (string[])["Accounts", "Chats"])
        {
            (await Call.Post($"/v1/projections/{projection}/rebuild", new { }).As(host.TokenOf(Role.ServiceRole))
                .SentBy(host)).Status.ShouldBe(200);
        }

        (await ReadModelsAsync()).ShouldBe(live);
    }

    private static async Task<Guid[]> MatchedAsync(Somebody who, long position) =>
    [
        .. (await who.GetAsync("/v1/matches", position)).Json.GetProperty("matches").EnumerateArray()
            .Select(match => match.GetProperty("person_id").GetGuid()),
    ];

    private async Task<SignedIn> PlantAsync()
    {
        var call = Call.Post("/v1/auth/sign-up", new { email, password = Password, display_name = Name });
        return SignedIn.Of(host, await host.SendAsync(call));
    }

    private async Task<(Somebody Bob, Guid Thread)> TalkAsync(SignedIn canary)
    {
        var bob = await host.PersonAsync("Bob");
        var sent = await canary.PostAsync("/v1/messages", new { to = bob.Id.Value, text = Text });
        sent.Status.ShouldBe(200, sent.Text);
        var thread = sent.Json.GetProperty("thread_id").GetGuid();
        var answer = await bob.DoAsync("/v1/messages", new { thread_id = thread, text = "an answer that stays" });
        await SettledAsync(answer.Position);
        return (bob, thread);
    }

    private async Task SettledAsync(long position)
    {
        var ann = await host.PersonAsync("Ann");
        foreach (var path in (string[])["/v1/matches", "/v1/threads", "/v1/auth/sessions"])
        {
            (await ann.GetAsync(path, position)).Status.ShouldBe(200);
        }
    }

    private async Task<string> ReadModelsAsync()
    {
        var tables = await database.ScalarAsync<string[]>(
            "select array_agg('read_models.' || tablename order by tablename) from pg_tables "
            + "where schemaname = 'read_models'");
        var all = new StringBuilder();
        foreach (var table in tables!)
        {
            all.AppendLine(table).AppendLine(await database.ScalarAsync<string>(
                $"select string_agg(r::text, e'\\n' order by r::text) from {table} as r"));
        }

        return all.ToString();
    }
}
