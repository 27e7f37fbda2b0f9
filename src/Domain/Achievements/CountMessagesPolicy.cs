using System.Globalization;
using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Domain.Xp;
using Reaction = HotMess.Domain.Kernel.Reaction;

namespace HotMess.Domain.Achievements;

/// <summary>
/// Messages unlock what the catalogue names for so many, and earn points by tens, up to a bound per day: a message
/// itself costs no command.
/// </summary>
public static class CountMessagesPolicy
{
    /// <summary>Messages that earn together what the table says.</summary>
    public const long Together = 10;

    /// <summary>Most messages of one day, UTC, that earn anything.</summary>
    public const long MostPerDay = 50;

    /// <summary>The policy.</summary>
    public static CountingPolicy Policy { get; } =
        CountingPolicy.Of<MessageSent>("count_messages", sent => [sent.From], React);

    private static IEnumerable<Reaction> React(MessageSent sent, PersonId person, Tally tally)
    {
        foreach (var rule in AchievementTable.All)
        {
            if (rule.Metric == AchievementMetric.MessagesSent && rule.Count == tally.Total)
            {
                yield return new Reaction(
                    new UnlockAchievement.Command(null, person, rule.Achievement), rule.Id);
            }
        }

        if (tally.Today <= MostPerDay && tally.Today % Together == 0)
        {
            var entry = XpEntryId.Of(sent.Message, person);
            var reference = string.Create(CultureInfo.InvariantCulture, $"{Streak.Name(tally.Day)}/{tally.Today}");
            yield return new Reaction(
                new AwardXp.Command(null, person, XpAction.Messages, reference, null, entry), entry);
        }
    }
}
