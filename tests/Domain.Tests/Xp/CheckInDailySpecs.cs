using FsCheck;
using FsCheck.Fluent;
using HotMess.Domain.Kernel;
using HotMess.Domain.Xp;
using Shouldly;
using Xunit;
using static HotMess.Domain.Tests.People;

namespace HotMess.Domain.Tests.Xp;

public sealed class CheckInDailySpecs
{
    [Fact]
    public void Days_in_a_row_bring_the_tables_points_and_badges()
    {
        var walk = new Walk();
        var points = Enumerable.Range(0, 31).Select(day => walk.On(Now.AddDays(day))).ToArray();
        points[..8].ShouldBe([10, 15, 20, 25, 30, 35, 50, 26]);
        (points[13], points[20], points[29], points[30]).ShouldBe((75, 100, 200, 50));
        walk.Xp.Total.ShouldBe(points.Sum());
        (walk.Streak.Current, walk.Streak.Longest).ShouldBe((31, 31));
        XpTable.BadgesUpTo(walk.Streak.Longest).ShouldBe(["Week Warrior", "Monthly Legend"]);
        XpTable.Badge(7).ShouldBe(new StreakBadge(7, "Week Warrior", "🔥"));
        Enumerable.Range(1, 120).Where(day => XpTable.IsMilestone(day)).ShouldBe([1, 2, 3, 4, 5, 6, 7, 14, 21, 30]);
        XpTable.Badge(8).ShouldBeNull();
    }

    [Fact]
    public void A_day_left_out_begins_again_and_the_longest_stays()
    {
        var walk = new Walk();
        walk.On(Now);
        walk.On(Now.AddDays(1));
        walk.On(Now.AddDays(3)).ShouldBe(10);
        (walk.Streak.Current, walk.Streak.Longest).ShouldBe((1, 2));
    }

    [Fact]
    public void A_day_is_of_utc()
    {
        var walk = new Walk();
        var last = new DateTimeOffset(2026, 11, 22, 23, 59, 59, TimeSpan.Zero);
        walk.On(last).ShouldBe(10);
        walk.On(last.AddSeconds(1)).ShouldBe(15);
    }

    [Fact]
    public void Again_is_nothing_and_a_clock_that_goes_back_brings_no_day() =>
        Prop.ForAll(Gen.Choose(0, 200).ArrayOf().ToArbitrary(), hours =>
        {
            var walk = new Walk();
            var days = new HashSet<long>();
            foreach (var hour in hours)
            {
                var time = Now.AddHours(hour);
                var newest = days.Count == 0 || Streak.DayOf(time) > days.Max();
                (walk.On(time) > 0).ShouldBe(newest);
                days.Add(Streak.DayOf(time));
                walk.Decide(time).Events.ShouldBeEmpty();
                walk.Decide(time).Made.ShouldHaveSingleItem();
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_importer_names_the_day_and_an_earlier_one_is_done()
    {
        var week = Now.AddDays(-9);
        var walk = new Walk();
        walk.On(Now, week).ShouldBe(10);
        walk.On(Now, week.AddDays(1)).ShouldBe(15);
        walk.On(Now, week).ShouldBe(0);
        walk.On(Now).ShouldBe(10);
        (walk.Streak.Current, walk.Streak.Longest).ShouldBe((1, 2));
        walk.Decide(Now, Now.AddSeconds(1)).Rejection.ShouldBe(XpRejections.InFuture);
        walk.Decide(Now, Never).Rejection.ShouldBe(XpRejections.TimeOutOfRange);
    }

    [Fact]
    public void Nobody_checks_in() =>
        CheckInDaily.Decide(XpAccount.Initial, Streak.Initial, Nobody, Now, new(Adam, Adam, new(Uuid(1))))
            .Rejection.ShouldBe(XpRejections.PersonAbsent);

    private sealed class Walk
    {
        private int number;

        public XpAccount Xp { get; private set; } = XpAccount.Initial;

        public Streak Streak { get; private set; } = Streak.Initial;

        public Decision Decide(DateTimeOffset time, DateTimeOffset? occurredAt = null) =>
            CheckInDaily.Decide(Xp, Streak, Present(Adam), time, new(Adam, Adam, new(Uuid(++number)), occurredAt));

        /// <summary>The points that a check-in brings; 0 where it brings none.</summary>
        public long On(DateTimeOffset time, DateTimeOffset? occurredAt = null)
        {
            var before = Xp.Total;
            foreach (var e in Decide(time, occurredAt).Events)
            {
                (Xp, Streak) = e.Data is DailyCheckedIn
                    ? (Xp, Streak.Evolve(Streak, e.Data))
                    : (XpAccount.Evolve(Xp, e.Data), Streak);
            }

            return Xp.Total - before;
        }
    }
}
