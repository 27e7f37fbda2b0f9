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
}
