using System.Net;
using HotMess.Api.Hosting;
using HotMess.Domain.Kernel;
using HotMess.Testing;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Hosting;

/// <summary>Commands per ten seconds, per account and per address.</summary>
public sealed class LimitTests
{
    private readonly FakeClock clock = new();

    [Fact]
    public void An_account_waits_until_its_ten_seconds_are_over()
    {
        var limits = new RateLimits(new RateLimitOptions(PerAccount: 3, PerAddress: 0), clock);
        clock.Advance(TimeSpan.FromSeconds(4));
        Enumerable.Range(0, 3).ShouldAllBe(_ => limits.CountAccount("ann") == null);
        limits.CountAccount("ann").ShouldBe(TimeSpan.FromSeconds(6));
        limits.CountAccount("bob").ShouldBeNull();
        clock.Advance(TimeSpan.FromSeconds(6));
        limits.CountAccount("ann").ShouldBeNull();
    }

    [Fact]
    public void Who_read_the_clock_before_a_window_began_does_not_begin_it_again()
    {
        var hands = new Hands { Now = new(2026, 11, 27, 22, 0, 10, TimeSpan.Zero) };
        var limits = new RateLimits(new RateLimitOptions(PerAccount: 2, PerAddress: 0), hands);
        limits.CountAccount("ann").ShouldBeNull();
        hands.Now -= TimeSpan.FromMilliseconds(1);
        limits.CountAccount("bob").ShouldBeNull();
        hands.Now += TimeSpan.FromMilliseconds(1);
        limits.CountAccount("ann").ShouldBeNull();
        limits.CountAccount("ann").ShouldBe(TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("2001:db8::1", "2001:db8::2", true)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:2::1", false)]
    public void An_address_of_version_6_counts_by_its_network(string one, string other, bool together)
    {
        var limits = new RateLimits(new RateLimitOptions(PerAccount: 0, PerAddress: 1), clock);
        limits.CountAddress(IPAddress.Parse(one)).ShouldBeNull();
        (limits.CountAddress(IPAddress.Parse(other)) is not null).ShouldBe(together);
    }

    [Fact]
    public void None_counts_where_there_is_no_limit()
    {
        var limits = new RateLimits(new RateLimitOptions(0, 0), clock);
        Enumerable.Range(0, 5000)
            .ShouldAllBe(_ => limits.CountAccount("ann") == null && limits.CountAddress(IPAddress.Loopback) == null);
    }

    [Fact]
    public void Attempts_are_counted_by_the_minute_per_account_and_per_address()
    {
        var options = new RateLimitOptions(0, 0) { AttemptsPerAccount = 2, AttemptsPerAddress = 3 };
        var limits = new RateLimits(options, clock);
        clock.Advance(TimeSpan.FromSeconds(20));
        Attempt("ann", "192.0.2.1").ShouldBeNull();
        Attempt("ann", "192.0.2.1").ShouldBeNull();
        Attempt("ann", "192.0.2.2")!.RetryAfter.ShouldBe(TimeSpan.FromSeconds(40));
        Attempt("bob", "192.0.2.1").ShouldBeNull();
        Attempt("cid", "192.0.2.1")!.Code.ShouldBe("too_many_attempts");
        Attempt("cid", null).ShouldBeNull();
        clock.Advance(TimeSpan.FromSeconds(40));
        Attempt("ann", "192.0.2.1").ShouldBeNull();

        Problem? Attempt(string account, string? address)
        {
            try
            {
                limits.CountAttempt(new StreamName(account), address is null ? null : IPAddress.Parse(address));
                return null;
            }
            catch (ProblemException refused)
            {
                refused.Problem.Status.ShouldBe(429);
                return refused.Problem;
            }
        }
    }

    [Fact]
    public void What_others_have_counted_counts_too()
    {
        var (one, other) = (Limits("secret"), Limits("secret"));
        var stranger = Limits("another secret");
        for (var i = 0; i < 15; i++)
        {
            one.CountAccount("ann").ShouldBeNull();
            one.CountAddress(IPAddress.Loopback).ShouldBeNull();
        }

        one.CountAccount("bob").ShouldBeNull();
        var (told, windows) = one.Tell();
        told.Select(count => count.Count).ShouldBe([15, 15]);
        windows.Count.ShouldBe(5);
        other.CountAccount("nobody");
        other.Hear(told);
        stranger.CountAccount("nobody");
        stranger.Hear(told);

        Enumerable.Range(0, 5).ShouldAllBe(_ => other.CountAccount("ann") == null);
        other.CountAccount("ann").ShouldBe(TimeSpan.FromSeconds(10));
        Enumerable.Range(0, 20).ShouldAllBe(_ => other.CountAccount("bob") == null);
        Enumerable.Range(0, 20).ShouldAllBe(_ => stranger.CountAccount("ann") == null);
        clock.Advance(TimeSpan.FromSeconds(10));
        other.CountAccount("ann").ShouldBeNull();
        other.Hear(told);
        Enumerable.Range(0, 19).ShouldAllBe(_ => other.CountAccount("ann") == null);
        other.CountAccount("ann").ShouldNotBeNull();

        RateLimits Limits(string secret) =>
            new(new RateLimitOptions(20, 20), clock, System.Text.Encoding.UTF8.GetBytes(secret));
    }

    [Fact]
    public void Every_kind_of_rejection_has_its_status()
    {
        var statuses = Enum.GetValues<RejectionKind>().ToDictionary(kind => kind, Problems.StatusOf);
        statuses.ShouldBe(new Dictionary<RejectionKind, int>
        {
            [RejectionKind.Invalid] = 422,
            [RejectionKind.Forbidden] = 403,
            [RejectionKind.Absent] = 404,
            [RejectionKind.Conflict] = 409,
            [RejectionKind.TooSoon] = 409,
            [RejectionKind.Gone] = 410,
        });
    }

    /// <summary>A clock that is set by hand, back too.</summary>
    private sealed class Hands : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
