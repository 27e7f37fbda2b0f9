using HotMess.Domain.Achievements;
using HotMess.Domain.Chats;
using HotMess.Domain.Coins;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Domain.Xp;
using HotMess.Testing;
using Shouldly;
using Xunit;
using static HotMess.Domain.Tests.People;
using Reaction = HotMess.Domain.Kernel.Reaction;

namespace HotMess.Domain.Tests.Achievements;

/// <summary>The catalogue, and how an achievement is unlocked.</summary>
public sealed class AchievementSpecs
{
    private static readonly XpEntryId Day = new(Uuid(9));
    private static readonly XpReference Free = XpReference.Initial;

    public static TheoryData<Achievement> Every { get; } = [.. Enum.GetValues<Achievement>()];

    [Theory]
    [MemberData(nameof(Every))]
    public void Each_is_unlocked_once_with_its_points_and_again_is_nothing(Achievement achievement)
    {
        var command = new UnlockAchievement.Command(null, Adam, achievement);
        var first = UnlockAchievement.Decide(
            PersonAchievements.Initial, XpAccount.Initial, Free, Present(Adam), command);
        first.Events.Select(e => e.Stream).ShouldBe(
            [StreamName.Achievements(Adam), StreamName.Xp(Adam), UnlockAchievement.ReferenceOf(command)]);
        var unlocked = first.Events[0].Data.ShouldBeOfType<AchievementUnlocked>();
        var points = first.Events[1].Data.ShouldBeOfType<XpAwarded>();
        (points.Action, points.Amount, points.Entry).ShouldBe((XpAction.Achievement, 50, unlocked.Xp));
        points.Reference.ShouldBe(AchievementTable.Of(achievement).Name);

        var after = PersonAchievements.Evolve(PersonAchievements.Initial, unlocked);
        var again = UnlockAchievement.Decide(after, XpAccount.Initial, Free, Present(Adam), command);
        again.Events.ShouldBeEmpty();
        again.Made.ShouldBe(first.Made);
        foreach (var other in Enum.GetValues<Achievement>().Where(other => other != achievement))
        {
            UnlockAchievement.Decide(
                    after, XpAccount.Initial, Free, Present(Adam), command with { Achievement = other })
                .Events.Count.ShouldBe(3);
        }

        // Points that an adjustment has given under its reference are not given again.
        var used = XpReference.Evolve(Free, new XpReferenceUsed(Adam, Day, 50));
        UnlockAchievement.Decide(PersonAchievements.Initial, XpAccount.Initial, used, Present(Adam), command)
            .Events.ShouldHaveSingleItem().Data.ShouldBe(unlocked with { Xp = Day });
    }

    [Fact]
    public void An_achievement_has_its_noes()
    {
        var command = new UnlockAchievement.Command(null, Adam, Achievement.FirstSteps);
        UnlockAchievement.Decide(PersonAchievements.Initial, XpAccount.Initial, Free, Erased(Adam), command)
            .Rejection.ShouldBe(AchievementRejections.PersonAbsent);
        UnlockAchievement.Decide(
                PersonAchievements.Initial, new(XpAccount.MostHeld, null), Free, Present(Adam), command)
            .Rejection.ShouldBe(AchievementRejections.TotalOutOfRange);
    }

    [Fact]
    public void The_catalogue_has_a_line_each_and_its_ids_are_for_ever()
    {
        AchievementTable.All.Select(rule => rule.Achievement).ShouldBe(Enum.GetValues<Achievement>());
        AchievementTable.All.Select(rule => rule.Name).ShouldBe(
            [
                "first_steps", "social_butterfly", "party_animal", "streak_week", "streak_month", "big_spender",
                "safety_first", "trendsetter",
            ]);
        AchievementTable.All.Select(rule => rule.Id).ShouldBeUnique();
        AchievementId.Of("first_steps").ToString().ShouldBe("6296d9f6-6b19-8e3a-8a9e-8b6602984d6c");
        UnlockId.Of(AchievementId.Of("first_steps"), Adam).ShouldNotBe(
            UnlockId.Of(AchievementId.Of("first_steps"), Ben));
    }

    [Theory]
    [InlineData(7, Achievement.StreakWeek)]
    [InlineData(30, Achievement.StreakMonth)]
    public void Days_in_a_row_unlock_what_the_catalogue_says(long days, Achievement achievement) =>
        PolicySpec.Given(new DailyCheckedIn(Adam, Adam, 20_000, days, Day)).Then(
            UnlockForStreakPolicy.Policy,
            new Reaction(
                new UnlockAchievement.Command(null, Adam, achievement), AchievementTable.Of(achievement).Id));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(31)]
    public void Other_days_unlock_nothing(long days) =>
        PolicySpec.Given(new DailyCheckedIn(Adam, Adam, 20_000, days, Day)).Then(UnlockForStreakPolicy.Policy);

    [Fact]
    public void Messages_unlock_and_earn_each_up_to_a_bound_per_day()
    {
        var unlocked = new List<string>();
        var earned = new List<int>();
        var tally = default(Tally);
        for (var i = 1; i <= 130; i++)
        {
            // Sixty on one day, the others on the next.
            tally = tally.After(Now.Date.AddDays(i <= 60 ? 0 : 1).AddMinutes(i));
            var message = new MessageId(Uuid(i));
            var sent = new MessageSent(Adam, ThreadId.Direct(Adam, Ben), message, Adam, i, null, Now);
            CountMessagesPolicy.Policy.PeopleOf(sent).ShouldBe([Adam]);
            var reactions = CountMessagesPolicy.Policy.React(sent, Adam, tally).ToArray();
            CountMessagesPolicy.Policy.React(sent, Adam, tally).ShouldBe(reactions);
            reactions.Select(reaction => reaction.For?.Value).ShouldBeUnique();
            foreach (var reaction in reactions)
            {
                if (reaction.Command is UnlockAchievement.Command unlock)
                {
                    unlocked.Add($"{i} {unlock.Achievement}");
                    continue;
                }

                earned.Add(i);
                var entry = XpEntryId.Of(message, Adam);
                reaction.Command.ShouldBe(
                    new AwardXp.Command(null, Adam, XpAction.Message, message.ToString(), null, entry));
            }
        }

        unlocked.ShouldBe(["1 FirstSteps", "50 SocialButterfly"]);
        earned.ShouldBe([.. Enumerable.Range(1, 50), .. Enumerable.Range(61, 50)]);
        XpTable.Of(XpAction.Message).Amount.ShouldBe(2);
    }

    [Fact]
    public void A_first_match_earns_points_for_both_and_a_second_none()
    {
        var match = new MatchMade(new MatchId(Uuid(5)), Adam, Ben, TapKind.Tap, null);
        XpForFirstMatchPolicy.Policy.PeopleOf(match).ShouldBe([Adam, Ben]);
        XpForFirstMatchPolicy.Policy.React(match, Ben, default(Tally).After(Now)).ShouldBe(
            [
                new Reaction(
                    new AwardXp.Command(
                        null, Ben, XpAction.FirstMatch, "first", null, XpEntryId.Of(match.Match, Ben)),
                    Ben),
            ]);
        XpForFirstMatchPolicy.Policy.React(match, Ben, default(Tally).After(Now).After(Now)).ShouldBeEmpty();
    }

    [Fact]
    public void A_seventh_day_in_a_row_earns_coins_and_no_other_does()
    {
        var seventh = PolicySpec.Given(new DailyCheckedIn(Adam, Adam, 1, 7, Day));
        seventh.Then(CoinsForStreakPolicy.Policy, new Reaction(new CreditCoins.Command(
            null, Adam, 50, CoinSource.Streak, "1970-01-02", CoinEntryId.Of(Day, Adam), seventh.Cause.Time)));
        PolicySpec.Given(new DailyCheckedIn(Adam, Adam, 1, 14, Day)).Then(CoinsForStreakPolicy.Policy);
    }
}
