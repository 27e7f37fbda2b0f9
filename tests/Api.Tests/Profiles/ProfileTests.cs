using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
using HotMess.Domain.Kernel;
using HotMess.Domain.Profiles;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Profiles;

/// <summary>Profiles from their owner's side and from others'.</summary>
public sealed class ProfileTests(SharedHost shared)
{
    private static readonly string[] OwnersAlone =
    [
        "age_verified", "onboarding_complete", "onboarding_completed", "onboarding_completed_at", "consents_json",
        "location_opt_in", "location_consent", "pin_code_hash", "notif_likes", "notification_prefs", "mfa_enabled",
        "telegram_username", "tg_username", "default_travel_mode", "push_opt_in", "has_agreed_terms",
    ];

    private readonly ApiHost host = shared.Host;

    [Fact]
    public async Task What_is_set_is_read_by_all_and_what_is_ones_own_by_oneself()
    {
        var (ann, bob) = (await host.PersonAsync("Ann"), await host.PersonAsync("Bob"));
        var name = NewName();
        var done = await ChangeAsync(ann, new Dictionary<string, object?>
        {
            ["username"] = name,
            ["bio"] = "Hé \"there\"",
            ["city"] = "London",
            ["age"] = 30,
            ["looking_for"] = new[] { "chat", "mates" },
            ["public_attributes"] = new { height = 180, none = (string?)null },
            ["age_verified"] = true,
            ["onboarding_completed"] = true,
            ["pin_code_hash"] = "ab12",
            ["notif_likes"] = false,
            ["notification_prefs"] = new { quiet = true },
            ["tg_username"] = "ann_tg",
        });

        var mine = await ann.GetAsync("/v1/profile", done.Position);
        mine.Json.GetProperty("shown").GetProperty("location").GetString().ShouldBe("London");
        mine.Json.GetProperty("settings").GetProperty("pin_code_hash").GetString().ShouldBe("ab12");
        var his = await bob.GetAsync($"/v1/profiles/{ann.Id}", done.Position);
        his.Json.GetProperty("shown").GetProperty("bio").GetString().ShouldBe("Hé \"there\"");
        his.Json.TryGetProperty("settings", out _).ShouldBeFalse();
        his.Json.GetProperty("email").GetString().ShouldBe($"{ann.Id}@users.hotmess.invalid");

        var columns = "select concat_ws('|', username, display_name, location = city and city = location_area, age, "
            + "looking_for::text, public_attributes::text, persona, is_visible, age_verified, onboarding_complete, "
            + "onboarding_completed, onboarding_completed_at is not null, pin_code_hash, notif_likes, "
            + $"default_travel_mode, tg_username) from profiles where id = '{ann.Id}'";
        var shown = $"{name}|Ann|t|30|{{chat,mates}}|{{\"none\": null, \"height\": 180}}|listener|t";
        (await ann.RowsAsync(columns, done.Position)).ShouldBe([shown + "|t|t|t|t|ab12|f|WALK|ann_tg"]);
        (await bob.RowsAsync(columns, done.Position)).ShouldBe([shown + "|f"]);
    }

    [Fact]
    public async Task A_mask_holds_in_select_filter_and_order()
    {
        var (ann, bob) = (await host.PersonAsync("Ann"), await host.PersonAsync("Bob"));
        var done = await ChangeAsync(ann, new Dictionary<string, object?>
        {
            ["age_verified"] = true,
            ["onboarding_complete"] = true,
            ["consents_json"] = new { gps = true },
            ["location_opt_in"] = true,
            ["pin_code_hash"] = "ab12",
            ["notif_likes"] = true,
            ["notification_prefs"] = new { quiet = true },
            ["mfa_enabled"] = true,
            ["telegram_username"] = "ann_tg",
        });
        foreach (var column in OwnersAlone)
        {
            (await bob.RowsAsync(
                    $"select 'x' from profiles where id = '{ann.Id}' and {column} is not null", done.Position))
                .ShouldBeEmpty(column);
        }

        var order = $"select id::text from profiles where id in ('{ann.Id}', '{bob.Id}') "
            + "order by pin_code_hash nulls last, id";
        (await bob.RowsAsync(order, done.Position)).ShouldBe(
            ((string[])[ann.Id.ToString(), bob.Id.ToString()]).Order(StringComparer.Ordinal));
        (await ann.RowsAsync(order, done.Position)).ShouldBe([ann.Id.ToString(), bob.Id.ToString()]);
    }

    [Fact]
    public async Task Who_hides_is_found_by_nobody_but_himself()
    {
        var (ann, bob) = (await host.PersonAsync("Ann"), await host.PersonAsync("Bob"));
        var name = NewName();
        var shown = await ChangeAsync(ann, new() { ["username"] = name });
        (await FoundAsync(bob, "name=" + name[..8].ToUpperInvariant(), shown.Position)).ShouldBe([ann.Id]);
        var hidden = await ChangeAsync(ann, new() { ["is_visible"] = false });

        (await FoundAsync(bob, "name=" + name, hidden.Position)).ShouldBeEmpty();
        (await FoundAsync(bob, "name=%25", hidden.Position)).ShouldBeEmpty("a percent sign stands for itself");
        (await bob.GetAsync($"/v1/profiles/{ann.Id}", hidden.Position)).ShouldBeProblem(404, "profile_absent");
        (await bob.RowsAsync($"select 'x' from profiles where id = '{ann.Id}'", hidden.Position)).ShouldBeEmpty();
        (await FoundAsync(ann, "name=" + name, hidden.Position)).ShouldBe([ann.Id]);
        var back = await ChangeAsync(ann, new() { ["is_visible"] = null });
        (await FoundAsync(bob, "name=" + name, back.Position)).ShouldBe([ann.Id]);
    }

    [Fact]
    public async Task An_alias_names_its_person_and_an_address_only_to_who_may_know_it()
    {
        var (ann, bob) = (await host.PersonAsync("Ann"), await host.PersonAsync("Bob"));
        var known = await ChangeAsync(ann, new() { ["age"] = 40 });
        var address = (await ann.GetAsync("/v1/profile", known.Position)).Json.GetProperty("email").GetString()!;
        var alias = $"{ann.Id}@USERS.hotmess.invalid";
        (await FoundAsync(bob, "address=" + alias)).ShouldBe([ann.Id]);
        (await FoundAsync(bob, "address=" + Uri.EscapeDataString(address))).ShouldBeEmpty();
        (await FoundAsync(ann, "address=" + Uri.EscapeDataString(address.ToUpperInvariant()))).ShouldBe([ann.Id]);
        var tap = await bob.DoAsync("/v1/taps", new { to = ann.Id.Value, kind = "tap" });
        (await FoundAsync(bob, "address=" + Uri.EscapeDataString(address), tap.Position)).ShouldBe([ann.Id]);
        var block = await ann.DoAsync("/v1/blocks", new { to = bob.Id.Value });
        (await FoundAsync(bob, "address=" + Uri.EscapeDataString(address), block.Position)).ShouldBeEmpty();
        (await FoundAsync(bob, "address=" + alias, block.Position)).ShouldBeEmpty();
        (await FoundAsync(bob, "address=nobody@example.org")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_change_spelt_otherwise_is_the_same_command()
    {
        var (ann, id) = (await host.PersonAsync("Ann"), Guid.CreateVersion7().ToString());
        var first = await SendAsync(
            """{"changes":{"age":40,"public_attributes":{"a":[1,{"x":true,"y":2.50}],"b":"é"}}}""");
        var again = await SendAsync(
            """{"changes":{"public_attributes":{"b":"\u00e9","a":[1.0,{"y":25e-1,"x":true}]}, "age":40}}""");
        (first.Status, again.Text).ShouldBe((200, first.Text));
        (await SendAsync("""{"changes":{"age":40,"public_attributes":{"a":[1,{"x":true,"y":2.51}],"b":"é"}}}"""))
            .ShouldBeProblem(422, "command_id_reused");

        Task<Reply> SendAsync(string body) =>
            host.SendAsync(Call.PostText("/v1/profile", body).As(ann.Token).WithId(id));
    }

    [Fact]
    public async Task Every_column_may_be_taken_back()
    {
        var (ann, fresh) = (await host.PersonAsync("Ann"), await host.PersonAsync("Ann"));
        foreach (var column in ProfileColumns.All.Select(one => one.Name))
        {
            foreach (var one in (Somebody[])[ann, fresh])
            {
                var changes = new Dictionary<string, object?> { [column] = null };
                (await one.PostAsync("/v1/profile", new { changes })).Status.ShouldBeOneOf(200, 409, 422);
            }
        }
    }

    [Fact]
    public async Task What_is_no_id_of_a_profile_is_absent_like_one() =>
        (await (await host.PersonAsync()).GetAsync("/v1/profiles/x")).ShouldBeProblem(404, "profile_absent");

    [Fact]
    public async Task Nobody_has_an_alias_as_his_address() => (await host.SendAsync(
            Call.Post("/v1/people", new { email = $"{Guid.NewGuid()}@users.hotmess.invalid" })
                .As(host.TokenOf(Role.ServiceRole))))
        .ShouldBeProblem(422, "email_malformed");

    [Fact]
    public async Task A_username_is_one_persons_and_free_when_he_changes_it_or_goes()
    {
        var (ann, bob) = (await host.PersonAsync("Ann"), await host.PersonAsync("Bob"));
        var (name, other) = (NewName(), NewName());
        await ChangeAsync(ann, new() { ["username"] = name });
        (await bob.PostAsync("/v1/profile", new { changes = new { username = name } }))
            .ShouldBeProblem(409, "username_taken");
        await ChangeAsync(ann, new() { ["username"] = name });
        await ChangeAsync(ann, new() { ["username"] = other });
        await ChangeAsync(bob, new() { ["username"] = name });
        (await ann.PostAsync("/v1/profile", new { changes = new { username = name } }))
            .ShouldBeProblem(409, "username_taken");

        (await host.SendAsync(Call.Delete($"/v1/people/{bob.Id}").As(host.TokenOf(Role.ServiceRole))))
            .Status.ShouldBe(200);
        var taken = await ChangeAsync(ann, new() { ["username"] = name });
        (await ann.RowsAsync($"select id::text from profiles where username = '{name}'", taken.Position))
            .ShouldBe([ann.Id.ToString()]);
        (await ann.GetAsync($"/v1/profiles/{bob.Id}", taken.Position)).ShouldBeProblem(404, "profile_absent");
    }

    [Fact]
    public async Task Of_many_who_want_one_username_at_once_one_has_it()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => host.PersonAsync()));
        var name = NewName();
        var answers = await Task.WhenAll(people.Select(person =>
            person.PostAsync("/v1/profile", new { changes = new { username = name } })));
        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        answers.Where(answer => answer.Status != 200).ShouldAllBe(answer => answer.Status == 409);

        // The same person, from many devices at once: whichever stands, the others are free.
        var names = Enumerable.Range(0, 8).Select(_ => NewName()).ToArray();
        var own = await Task.WhenAll(names.Select(wanted =>
            people[0].PostAsync("/v1/profile", new { changes = new { username = wanted } })));
        own.ShouldAllBe(answer => answer.Status == 200 || answer.Status == 409);
        var last = own.Where(answer => answer.Status == 200).Max(answer => answer.Position);
        var standing = (await people[0].RowsAsync(
            $"select username from profiles where id = '{people[0].Id}'", last)).ShouldHaveSingleItem();
        foreach (var free in names.Where(wanted => wanted != standing))
        {
            (await people[1].PostAsync("/v1/profile", new { changes = new { username = free } })).Status.ShouldBe(200);
        }
    }

    [Theory]
    [InlineData("""{"changes": {"xp": 100000}}""", 422, "profile_column_unknown")]
    [InlineData("""{"changes": {"is_admin": true}}""", 422, "profile_column_unknown")]
    [InlineData("""{"changes": {"bio": "\u0000"}}""", 422, "profile_value_invalid")]
    [InlineData("""{"changes": {"public_attributes": {"a": 1e999}}}""", 422, "profile_value_invalid")]
    [InlineData("""{"changes": {"public_attributes": {"\ud800": 1}}}""", 400, "malformed")]
    [InlineData("""{"changes": {"public_attributes": {"a": ["\udfff"]}}}""", 422, "profile_value_invalid")]
    [InlineData("""{"changes": {"bio": "\ud800"}}""", 422, "profile_value_invalid")]
    [InlineData("""{"changes": {"avatar_url": "//evil.example/a.png"}}""", 422, "profile_value_invalid")]
    [InlineData("""{"changes": {"avatar_url": "/\\evil.example/a.png"}}""", 422, "profile_value_invalid")]
    [InlineData("""{"changes": {"username": "a\ud800"}}""", 422, "profile_value_invalid")]
    [InlineData("""{"changes": {}}""", 422, "profile_change_empty")]
    [InlineData("""{"changes": {"bio": "a", "bio": "b"}}""", 400, "malformed")]
    [InlineData("""{"changes": []}""", 400, "malformed")]
    [InlineData("""{"changes": null}""", 400, "malformed")]
    [InlineData("""{"bio": "a"}""", 400, "malformed")]
    public async Task Bad_changes_have_a_clear_answer(string body, int status, string code)
    {
        var ann = await host.PersonAsync();
        (await host.SendAsync(Call.PostText("/v1/profile", body).As(ann.Token))).ShouldBeProblem(status, code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?name=")]
    [InlineData("?name=a&address=b")]
    [InlineData("?name=a&name=b")]
    [InlineData("?other=a")]
    [InlineData("?name=%00")]
    public async Task A_bad_search_is_malformed(string query) =>
        (await (await host.PersonAsync()).GetAsync("/v1/profiles" + query)).ShouldBeProblem(400, "malformed");

    private static Task<Reply> ChangeAsync(Somebody person, Dictionary<string, object?> changes) =>
        person.DoAsync("/v1/profile", new { changes });

    private static string NewName() => "u" + Guid.NewGuid().ToString("N");

    private static async Task<PersonId[]> FoundAsync(Somebody reader, string query, long position = 0)
    {
        var reply = await reader.GetAsync("/v1/profiles?" + query, position);
        reply.Status.ShouldBe(200, reply.Text);
        return [.. reply.Json.GetProperty("profiles").EnumerateArray()
            .Select(item => new PersonId(item.GetProperty("person_id").GetGuid()))];
    }
}
