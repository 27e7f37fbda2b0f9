using System.Text.Json;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Profiles;
using HotMess.Testing;
using Shouldly;
using Xunit;
using static HotMess.Domain.Tests.People;

namespace HotMess.Domain.Tests.Profiles;

public sealed class ProfileSpecs
{
    private static readonly StreamName Name = StreamName.Username(new byte[32]);
    private static readonly StreamName OtherName = StreamName.Username([.. Enumerable.Repeat((byte)1, 32)]);
    private static readonly Account Nameless = Account.Evolve(
        Account.Initial, Registered(Adam) with { DisplayName = null });

    [Fact]
    public void What_is_set_stands_sealed_and_ordered_and_again_is_nothing() => Spec.Given<Profile>()
        .When(profile => Decide(profile, """{"bio": "Hé", "age": 30, "gender": null}"""))
        .Then(new ProfileChanged(
            Adam, Adam, ["age", "bio"], [], SealedText.Of("""{"age":30,"bio":"Hé"}"""), null, Now))
        .AndAgainNothing();

    [Fact]
    public void What_holds_something_is_cleared_once() => Spec.Given<Profile>(Set("bio"))
        .When(profile => Decide(profile, """{"bio": null}"""))
        .Then(new ProfileChanged(Adam, Adam, [], ["bio"], null, null, Now))
        .AndAgainNothing();

    [Fact]
    public void The_name_of_the_registration_is_cleared_too() => Spec.Given<Profile>()
        .When(profile => Decide(profile, """{"display_name": null}"""))
        .Then(new ProfileChanged(Adam, Adam, [], ["display_name"], null, null, Now))
        .AndAgainNothing();

    [Theory]
    [InlineData("city", "location")]
    [InlineData("onboarding_completed", "onboarding_complete")]
    [InlineData("location_consent", "location_opt_in")]
    [InlineData("tg_username", "telegram_username")]
    public void Two_names_of_one_column_are_one(string alias, string column)
    {
        ProfileColumns.Find(alias)!.Name.ShouldBe(column);
        Code(Decide(Profile.Initial, $$"""{"{{alias}}": null, "{{column}}": null}"""))
            .ShouldBe("profile_column_twice");
    }

    [Fact]
    public void Of_two_values_the_later_by_time_stands()
    {
        var given = Spec.Given<Profile>(Set("bio"));
        given.When(profile => Decide(profile, """{"bio": "older"}""", at: Now.AddHours(-2))).ThenNothing();
        given.When(profile => Decide(profile, """{"bio": "older", "age": 20}""", at: Now.AddHours(-2)))
            .Then(new ProfileChanged(
                Adam, Adam, ["age"], [], SealedText.Of("""{"age":20}"""), null, Now.AddHours(-2)));
    }

    [Fact]
    public void A_gate_is_passed_once_and_never_taken_back()
    {
        Spec.Given<Profile>()
            .When(profile => Decide(profile, """{"age_verified": true, "consent_accepted": false}"""))
            .Then(new ProfileChanged(
                Adam, Adam, ["age_verified"], [], SealedText.Of("""{"age_verified":true}"""), null, Now))
            .AndAgainNothing();
        var passed = Spec.Given<Profile>(Set("age_verified", "community_attested_at"));
        passed.When(profile => Decide(profile, """{"age_verified": true}""")).ThenNothing();
        passed.When(profile => Decide(profile, """{"age_verified": false}"""))
            .ThenRejected(ProfileRejections.GatePassed);
        passed.When(profile => Decide(profile, """{"community_attested_at": "2026-11-22T23:00:00Z"}""")).ThenNothing();
        passed.When(profile => Decide(profile, """{"community_attested_at": null}"""))
            .ThenRejected(ProfileRejections.GatePassed);
    }

    [Fact]
    public void Onboarding_is_complete_with_a_name_only()
    {
        var nobody = Spec.Given<Profile>();
        nobody.When(profile => Decide(profile, """{"onboarding_complete": true}""", account: Nameless))
            .ThenRejected(ProfileRejections.NameMissing);
        nobody.When(profile => Decide(
                profile, """{"onboarding_complete": true, "display_name": "A"}""", account: Nameless))
            .Decision.Events.Count.ShouldBe(1);
        nobody.When(profile => Decide(profile, """{"onboarding_complete": true}""")).Decision.Events.Count.ShouldBe(1);
        Spec.Given<Profile>(Set("onboarding_complete"))
            .When(profile => Decide(profile, """{"display_name": null}"""))
            .ThenRejected(ProfileRejections.NameMissing);
    }

    [Fact]
    public void A_change_of_now_comes_after_one_whose_clock_was_ahead()
    {
        var change = Of("""{"is_visible": false}""", null);
        var ahead = change with { At = Now.AddYears(2) };
        var seen = ChangeProfile.Decide(Profile.Initial, Present(Adam), null, null, ahead).Events[0].Data;
        var given = Spec.Given<Profile>(seen);
        given.When(profile => ChangeProfile.Decide(profile, Present(Adam), null, null, change)).ThenNothing();
        var now = given
            .When(profile => ChangeProfile.Decide(profile, Present(Adam), null, null, change with { IsNow = true }))
            .Decision.Events.ShouldHaveSingleItem();
        ((ProfileChanged)now.Data).At.ShouldBe(ahead.At.AddMicroseconds(1));
    }

    [Fact]
    public void A_username_is_reserved_and_the_one_before_is_free_again()
    {
        var first = ChangeProfile.Decide(
            Profile.Initial, Present(Adam), UsernameReservation.Initial, null, Of("""{"username": "adam_1"}""", Name));
        first.Events.Select(e => e.Stream).ShouldBe([Name, StreamName.Profile(Adam)]);
        first.Events[0].Data.ShouldBe(new UsernameReserved(Adam));
        var held = Profile.Evolve(Profile.Initial, first.Events[1].Data);
        held.UsernameStream.ShouldBe(Name.Value);

        // Again is nothing.
        ChangeProfile.Decide(
                held, Present(Adam), new(Adam), new(Adam), Of("""{"username": "adam_1"}""", Name, Name))
            .Events.ShouldBeEmpty();

        var second = ChangeProfile.Decide(
            held,
            Present(Adam),
            UsernameReservation.Initial,
            new UsernameReservation(Adam),
            Of("""{"username": "adam_2"}""", OtherName, Name) with { At = Now.AddSeconds(1) });
        second.Events.Select(e => e.Data).Take(2).ShouldBe([new UsernameReleased(Adam), new UsernameReserved(Adam)]);
        Profile.Evolve(held, second.Events[2].Data).UsernameStream.ShouldBe(OtherName.Value);

        var cleared = ChangeProfile.Decide(
            held,
            Present(Adam),
            null,
            new(Adam),
            Of("""{"username": null}""", null, Name) with { At = Now.AddSeconds(1) });
        cleared.Events[0].Data.ShouldBe(new UsernameReleased(Adam));
        Profile.Evolve(held, cleared.Events[1].Data).UsernameStream.ShouldBeNull();
    }

    [Fact]
    public void A_username_that_is_taken_or_moved_is_refused()
    {
        ChangeProfile.Decide(
                Profile.Initial, Present(Adam), new(Ben), null, Of("""{"username": "adam"}""", Name))
            .Rejection.ShouldBe(ProfileRejections.UsernameTaken);
        ChangeProfile.Decide(
                Profile.Initial with { UsernameStream = OtherName.Value },
                Present(Adam),
                UsernameReservation.Initial,
                null,
                Of("""{"username": "adam"}""", Name))
            .Rejection.ShouldBe(ProfileRejections.UsernameMoved);
    }

    [Theory]
    [InlineData("""{}""", "profile_change_empty")]
    [InlineData("""{"xp": 1}""", "profile_column_unknown")]
    [InlineData("""{"is_admin": true}""", "profile_column_unknown")]
    [InlineData("""{"email": "a@b.example"}""", "profile_column_unknown")]
    [InlineData("""{"membership_tier": "gold"}""", "profile_column_unknown")]
    [InlineData("""{"bio": 1}""", "profile_value_invalid")]
    [InlineData("""{"bio": ""}""", "profile_value_invalid")]
    [InlineData("""{"bio": "a\u0000b"}""", "profile_value_invalid")]
    [InlineData("""{"bio": "\ud800"}""", "profile_value_invalid")]
    [InlineData("""{"age": 17}""", "profile_value_invalid")]
    [InlineData("""{"age": 18.5}""", "profile_value_invalid")]
    [InlineData("""{"age": 9999999999}""", "profile_value_invalid")]
    [InlineData("""{"age": "30"}""", "profile_value_invalid")]
    [InlineData("""{"username": "Adam"}""", "profile_value_invalid")]
    [InlineData("""{"username": "adam\n"}""", "profile_value_invalid")]
    [InlineData("""{"persona": "king"}""", "profile_value_invalid")]
    [InlineData("""{"avatar_url": "javascript:alert(1)"}""", "profile_value_invalid")]
    [InlineData("""{"looking_for": "chat"}""", "profile_value_invalid")]
    [InlineData("""{"looking_for": [1]}""", "profile_value_invalid")]
    [InlineData("""{"is_visible": "yes"}""", "profile_value_invalid")]
    [InlineData("""{"community_attested_at": "yesterday"}""", "profile_value_invalid")]
    [InlineData("""{"community_attested_at": true}""", "profile_value_invalid")]
    [InlineData("""{"public_attributes": []}""", "profile_value_invalid")]
    [InlineData("""{"public_attributes": {"a": "\u0000"}}""", "profile_value_invalid")]
    [InlineData("""{"public_attributes": {"\u0000": 1}}""", "profile_value_invalid")]
    [InlineData("""{"public_attributes": {"a": [{"b": "\udc00"}]}}""", "profile_value_invalid")]
    [InlineData("""{"public_attributes": {"a": 1e400000}}""", "profile_value_invalid")]
    public void Bad_changes_are_refused_by_name(string changes, string code) =>
        Code(Decide(Profile.Initial, changes)).ShouldBe(code);

    [Theory]
    [InlineData("bio", 2_000)]
    [InlineData("display_name", 80)]
    public void Texts_have_a_longest(string column, int longest)
    {
        Decide(Profile.Initial, Json(column, new string('a', longest))).Rejection.ShouldBeNull();
        Code(Decide(Profile.Initial, Json(column, new string('a', longest + 1)))).ShouldBe("profile_value_invalid");
    }

    [Fact]
    public void Lists_and_objects_have_a_largest()
    {
        Decide(Profile.Initial, Json("tags", Enumerable.Repeat("a", 50))).Rejection.ShouldBeNull();
        Code(Decide(Profile.Initial, Json("tags", Enumerable.Repeat("a", 51)))).ShouldBe("profile_value_invalid");
        Code(Decide(Profile.Initial, Json("notification_prefs", new { a = new string('a', 8_192) })))
            .ShouldBe("profile_value_invalid");
    }

    [Fact]
    public void Nobody_and_no_time_change_nothing()
    {
        Code(Decide(Profile.Initial, """{"age": 20}""", Nobody)).ShouldBe("profile_owner_absent");
        Code(Decide(Profile.Initial, """{"age": 20}""", Erased(Adam))).ShouldBe("profile_owner_absent");
        Code(Decide(Profile.Initial, """{"age": 20}""", at: Never)).ShouldBe("profile_time_out_of_range");
    }

    [Fact]
    public void Equal_values_are_written_alike() =>
        ProfileColumns.Write([
            new(
                ProfileColumns.Find("public_attributes")!,
                Parse("""{"b": [1.5, {"d": "é", "c": true}], "a": null}""")),
            new(ProfileColumns.Find("community_attested_at")!, Parse("\"2026-11-22T23:00:00+01:00\"")),
        ]).ShouldBe(
            """{"community_attested_at":"2026-11-22T22:00:00+00:00","public_attributes":{"a":null,"b":[1.5,"""
            + """{"c":true,"d":"é"}]}}""");

    private static string? Code(Decision decision) => decision.Rejection?.Code;

    private static string Json(string column, object value) =>
        JsonSerializer.Serialize(new Dictionary<string, object> { [column] = value });

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;

    private static ProfileChanged Set(params string[] columns) =>
        new(Adam, Adam, columns, [], SealedText.Of("{}"), null, Now.AddHours(-1));

    private static ChangeProfile.Command Of(string changes, StreamName? wanted, StreamName? held = null) => new(
        Adam,
        Adam,
        Parse(changes).EnumerateObject().ToDictionary(member => member.Name, member => member.Value),
        wanted,
        held,
        Now);

    private static Decision Decide(
        Profile profile, string changes, Account? account = null, DateTimeOffset? at = null) => ChangeProfile.Decide(
        profile, account ?? Present(Adam), null, null, Of(changes, null) with { At = at ?? Now });
}
