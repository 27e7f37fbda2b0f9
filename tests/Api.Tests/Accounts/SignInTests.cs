using System.Diagnostics;
using HotMess.Api.Accounts;
using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
using HotMess.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Accounts;

/// <summary>Coming back.</summary>
public sealed class SignInTests(SharedHost shared)
{
    private readonly ApiHost host = shared.Host;

    [Fact]
    public async Task Each_sign_in_is_a_session_of_its_own()
    {
        var email = SignedIn.NewEmail();
        var first = await SignedIn.UpAsync(host, email);
        var second = await SignedIn.InAsync(host, email.ToUpperInvariant());
        second.Id.ShouldBe(first.Id);
        second.Session.ShouldNotBe(first.Session);
        (await first.HoldsAsync()).ShouldBeTrue();
        (await second.HoldsAsync()).ShouldBeTrue();
        var listed = await host.SendAsync(Call.Get("/v1/auth/sessions").As(second.Access)
            .With(MinPosition.Header, $"{second.Reply.Position}"));
        listed.Json.GetProperty("sessions").EnumerateArray()
            .Select(item => (item.GetProperty("session_id").GetGuid(), item.GetProperty("current").GetBoolean()))
            .ShouldBe([(second.Session.Value, true), (first.Session.Value, false)]);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_are_told_alike_and_take_as_long()
    {
        var email = SignedIn.NewEmail();
        await SignedIn.UpAsync(host, email);
        var wrong = await SignedIn.TryInAsync(host, email, "wrong horse");
        wrong.ShouldBeProblem(403, "credentials_wrong");
        var unknown = await SignedIn.TryInAsync(host, SignedIn.NewEmail());
        unknown.Text.ShouldBe(wrong.Text);
        var (known, strange) = (new List<double>(), new List<double>());
        for (var i = 0; i < 9; i++)
        {
            known.Add(await TimeAsync(() => SignedIn.TryInAsync(host, email, "wrong horse")));
            strange.Add(await TimeAsync(() => SignedIn.TryInAsync(host, SignedIn.NewEmail())));
        }

        // Without the hash a refusal takes a twentieth.
        (Median(known) / Median(strange)).ShouldBeInRange(0.3, 3);
    }

    [Fact]
    public async Task The_same_command_gets_the_same_session_as_long_as_it_lives()
    {
        var (id, email) = (Guid.CreateVersion7().ToString(), SignedIn.NewEmail());
        await SignedIn.UpAsync(host, email);
        var call = () => Call.Post("/v1/auth/sign-in", new { email, password = SignedIn.Password }).WithId(id);
        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.SendAsync(call())));
        var sessions = replies.Select(reply => SignedIn.Of(host, reply)).ToArray();
        sessions.Select(one => (one.Session, one.Refresh)).Distinct().ShouldHaveSingleItem();
        var wrong = Call.Post("/v1/auth/sign-in", new { email, password = "wrong horse" }).WithId(id);
        (await host.SendAsync(wrong)).ShouldBeProblem(403, "credentials_wrong");
        (await sessions[0].PostAsync("/v1/auth/sign-out", new { })).Status.ShouldBe(200);
        (await host.SendAsync(call())).ShouldBeProblem(401, "session_ended");
    }

    [Fact]
    public async Task One_session_too_many_ends_the_oldest()
    {
        var email = SignedIn.NewEmail();
        var first = await SignedIn.UpAsync(host, email);
        for (var i = 0; i < Domain.Accounts.PersonSessions.Most - 1; i++)
        {
            await SignedIn.InAsync(host, email);
        }

        (await first.HoldsAsync()).ShouldBeTrue();
        var last = await SignedIn.InAsync(host, email);
        (await first.HoldsAsync()).ShouldBeFalse();
        (await SignedIn.TryRefreshAsync(host, first.Refresh)).ShouldBeProblem(401, "session_ended");
        (await last.HoldsAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_hash_that_is_too_weak_is_made_anew()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var own = await ApiHost.StartOnAsync(database);
        var email = SignedIn.NewEmail();
        await SignedIn.UpAsync(own, email);
        var options = Options.Create(new PasswordHasherOptions { IterationCount = 1000 });
        var weak = new PasswordHasher<object>(options).HashPassword(this, SignedIn.Password);
        await database.ExecuteAsync(
            $"update keys.companions set body = substr(body, 1, 16) || '{weak}'::bytea where kind = 'password'");
        await SignedIn.InAsync(own, email);
        var stored = StoredPassword.Of(
            await database.ScalarAsync<byte[]>("select body from keys.companions where kind = 'password'"));
        stored!.Hash.ShouldNotBe(weak);
        stored.Hash.Length.ShouldBe(84);
        await SignedIn.InAsync(own, email);
        (await SignedIn.TryInAsync(own, email, "wrong horse")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task Only_so_many_passwords_are_hashed_at_once()
    {
        var hashing = new PasswordHashing(new HashingOptions(Running: 1, Waiting: 1));
        var (first, second) = (hashing.HashAsync("one", default), hashing.HashAsync("two", default));
        var refused = await Should.ThrowAsync<ProblemException>(() => hashing.VerifyAsync(null, "three", default));
        (refused.Problem.Status, refused.Problem.Code).ShouldBe((503, "passwords_busy"));
        refused.Problem.RetryAfter.ShouldBe(TimeSpan.FromSeconds(1));
        (await hashing.VerifyAsync(await first, "one", default)).ShouldBe(PasswordVerdict.Right);
        (await hashing.VerifyAsync(await second, "one", default)).ShouldBe(PasswordVerdict.Wrong);
        (await hashing.VerifyAsync(null, "one", default)).ShouldBe(PasswordVerdict.Wrong);
    }

    private static async Task<double> TimeAsync(Func<Task> run)
    {
        var watch = Stopwatch.StartNew();
        await run();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
