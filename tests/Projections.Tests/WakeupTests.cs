using System.Diagnostics;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using HotMess.Projections.Tests.Kit;
using HotMess.Testing;
using Shouldly;
using Xunit;

namespace HotMess.Projections.Tests;

/// <summary>The daemon looks when it is woken, not oftener than it may, and by itself where nobody wakes it.</summary>
public sealed class WakeupTests
{
    [Fact]
    public async Task A_set_latch_ends_the_wait()
    {
        using var latch = new LatchWakeup(TimeProvider.System);
        var wait = latch.WaitAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
        wait.IsCompleted.ShouldBeFalse();
        latch.Set();
        latch.Set();
        await wait.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task What_was_set_before_the_wait_is_not_lost()
    {
        using var latch = new LatchWakeup(TimeProvider.System);
        latch.Set();
        await latch.WaitAsync(TimeSpan.FromMinutes(1), CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Two_wakeups_are_ten_milliseconds_apart()
    {
        var clock = new FakeClock();
        using var latch = new LatchWakeup(clock);
        latch.Set();
        await latch.WaitAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
        latch.Set();
        var second = latch.WaitAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
        clock.Advance(TimeSpan.FromMilliseconds(9));
        second.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromMilliseconds(1));
        await second.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Without_a_set_it_waits_as_long_as_the_daemon_would()
    {
        using var latch = new LatchWakeup(TimeProvider.System);
        await latch.WaitAsync(TimeSpan.FromMilliseconds(20), CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_woken_daemon_does_not_wait_for_its_poll()
    {
        await using var bed = await ProjectionBed.CreateAsync();
        using var daemon = await bed.StartDaemonAsync();
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 10; i++)
        {
            var person = new PersonId(Guid.CreateVersion7());
            await bed.Log.AppendAsync(new NewEvent(StreamName.Account(person), new PersonErased(null, person)));
            var watch = Stopwatch.StartNew();
            bed.Wakeup.Set();
            await bed.SettledAsync("Accounts");
            best = watch.Elapsed < best ? watch.Elapsed : best;
        }

        best.ShouldBeLessThan(TimeSpan.FromMilliseconds(150));
    }
}
