using HotMess.Projections.Runtime;
using HotMess.Projections.Runtime.Watch;
using Shouldly;
using Xunit;

namespace HotMess.Projections.Tests;

/// <summary>What is warned of.</summary>
public sealed class HealthWatchTests
{
    [Theory]
    [InlineData(60_000, 1L << 30, ProjectionStatus.Running, 0)]
    [InlineData(60_001, 0, ProjectionStatus.Running, 1)]
    [InlineData(0, (1L << 30) + 1, ProjectionStatus.Waiting, 1)]
    [InlineData(0, 0, ProjectionStatus.Parked, 1)]
    [InlineData(99_999, 1L << 40, ProjectionStatus.Parked, 3)]
    public void What_grows_or_stands_still_is_warned_of(
        long snapshot, long wal, ProjectionStatus status, int alarms)
    {
        var projection = new ProjectionReport("Taps", "Taps:All", status, 1, 7, null, null, null, 0, 0);
        HealthWatch.AlarmsOf(new ProjectionsReport(7, 7, snapshot, wal, [projection])).Count.ShouldBe(alarms);
    }
}
