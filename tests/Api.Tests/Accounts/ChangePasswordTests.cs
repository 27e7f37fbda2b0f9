using HotMess.Api.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Accounts;

/// <summary>Another password.</summary>
public sealed class ChangePasswordTests(SharedHost shared)
{
    private const string Path = "/v1/auth/change-password";
    private const string Another = "another horse";
    private readonly ApiHost host = shared.Host;

    [Fact]
    public async Task The_old_one_is_needed_and_the_other_sessions_end()
    {
        var email = SignedIn.NewEmail();
        var ann = await SignedIn.UpAsync(host, email);
        var elsewhere = await SignedIn.InAsync(host, email);
        (await ChangeAsync(ann, "wrong horse", Another)).ShouldBeProblem(403, "password_wrong");
        (await elsewhere.HoldsAsync()).ShouldBeTrue();

        (await ChangeAsync(ann, SignedIn.Password, Another)).Status.ShouldBe(200);

        (await ann.HoldsAsync()).ShouldBeTrue();
        (await elsewhere.HoldsAsync()).ShouldBeFalse();
        await ann.RefreshAsync();
        (await SignedIn.TryRefreshAsync(host, elsewhere.Refresh)).ShouldBeProblem(401, "session_ended");
        (await SignedIn.TryInAsync(host, email)).ShouldBeProblem(403, "credentials_wrong");
        await SignedIn.InAsync(host, email, Another);
    }

    [Fact]
    public async Task The_same_command_gets_its_first_answer_and_another_password_does_not()
    {
        var ann = await SignedIn.UpAsync(host, SignedIn.NewEmail());
        var first = await ChangeAsync(ann, SignedIn.Password, Another, "once");
        (await ChangeAsync(ann, SignedIn.Password, Another, "once")).Text.ShouldBe(first.Text);
        (await ChangeAsync(ann, SignedIn.Password, "a third horse", "once"))
            .ShouldBeProblem(422, "command_id_reused");
        (await ChangeAsync(ann, SignedIn.Password, "a third horse")).ShouldBeProblem(403, "password_wrong");
    }

    [Fact]
    public async Task Of_two_at_once_one_wins()
    {
        var email = SignedIn.NewEmail();
        var ann = await SignedIn.UpAsync(host, email);
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(i => ChangeAsync(ann, SignedIn.Password, $"{Another} {i}")));
        replies.Count(reply => reply.Status == 200).ShouldBe(1);
        replies.Where(reply => reply.Status != 200).ShouldAllBe(reply => reply.Code == "password_wrong");
        var won = Array.FindIndex(replies, reply => reply.Status == 200);
        await SignedIn.InAsync(host, email, $"{Another} {won}");
    }

    [Theory]
    [InlineData("12345", "password_length")]
    [InlineData("", "password_length")]
    [InlineData(SignedIn.Password, "password_same")]
    public async Task A_new_password_is_a_good_and_a_new_one(string password, string code)
    {
        var ann = await SignedIn.UpAsync(host, SignedIn.NewEmail());
        (await ChangeAsync(ann, SignedIn.Password, password)).ShouldBeProblem(422, code);
        (await ChangeAsync(ann, SignedIn.Password, new string('p', 201))).ShouldBeProblem(422, "password_length");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"old_password\":\"correct horse\"}")]
    [InlineData("{\"new_password\":\"another horse\"}")]
    [InlineData("{\"old_password\":null,\"new_password\":\"another horse\"}")]
    [InlineData("{\"old_password\":\"correct horse\",\"new_password\":1234567}")]
    [InlineData("{\"old_password\":\"a\",\"new_password\":\"another horse\",\"person_id\":\"x\"}")]
    public async Task A_change_is_read_strictly(string body)
    {
        var ann = await SignedIn.UpAsync(host, SignedIn.NewEmail());
        (await host.SendAsync(Call.PostText(Path, body).As(ann.Access))).ShouldBeProblem(400, "malformed");
    }

    private static Task<Reply> ChangeAsync(SignedIn who, string old, string password, string? id = null) =>
        who.PostAsync(Path, new { old_password = old, new_password = password }, id);
}
