using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Domain.Xp;
using Reaction = HotMess.Domain.Kernel.Reaction;

namespace HotMess.Domain.Achievements;

/// <summary>
/// Messages unlock what the catalogue names for so many, and earn points each, up to a bound per day: counted, so that
/// those beyond it cost no command.
/// </summary>
public static class CountMessagesPolicy
{
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

        if (tally.Today <= MostPerDay)
        {
            var (reference, entry) = (sent.Message.Value.ToString(), XpEntryId.Of(sent.Message, person));
            yield return new Reaction(
                new AwardXp.Command(null, person, XpAction.Message, reference, null, entry), entry);
        }
    }
}
