using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;

namespace HotMess.Domain.Coins;

/// <summary>Gives a person what he earned, once per source and reference.</summary>
public static class CreditCoins
{
    /// <param name="By">Who does it; null for the service and for policies.</param>
    /// <param name="Entry">The entry's id, if it becomes one.</param>
    /// <param name="Now">Says which day bears the coins of a tap or a woof.</param>
    public sealed record Command(
        PersonId? By,
        PersonId Person,
        long Amount,
        CoinSource Source,
        string Reference,
        CoinEntryId Entry,
        DateTimeOffset Now);

    /// <summary>Tells <c>entry_id</c>.</summary>
    public static Decision Decide(CoinAccount coins, CoinReference reference, Account person, Command command)
    {
        if (!CoinLimits.MayMove(command.Amount))
        {
            return Decision.Reject(CoinRejections.AmountOutOfRange);
        }

        if (!CoinReference.HasForm(command.Reference))
        {
            return Decision.Reject(CoinRejections.ReferenceMalformed);
        }

        if (!person.IsPresent)
        {
            return Decision.Reject(CoinRejections.ReceiverAbsent);
        }

        if (reference.Entry is { } used)
        {
            return reference.Amount == command.Amount
                ? Decision.Nothing().Telling("entry_id", used)
                : Decision.Reject(CoinRejections.ReferenceUsed);
        }

        if (CoinLimits.Refuse(coins, command.Amount) is { } no)
        {
            return Decision.Reject(no);
        }

        long? day = command.Source is CoinSource.Tap or CoinSource.Woof ? DayOf(command.Now) : null;
        return day is { } bounded && coins.TapCoinsOn(bounded) + command.Amount > CoinLimits.MostForTaps
            ? Decision.Reject(CoinRejections.DailyTapCap with { RetryAfter = UntilMidnight(command.Now) })
            : Decision.Append(EventsOf(command, day)).Telling("entry_id", command.Entry);
    }

    private static NewEvent[] EventsOf(Command command, long? day)
    {
        var (person, entry, amount) = (command.Person, command.Entry, command.Amount);
        return
        [
            new(StreamName.Coins(person), new CoinsCredited(
                command.By, entry, person, amount, command.Source, command.Reference, day)),
            new(
                CoinReference.Of(person, command.Source, command.Reference),
                new CoinReferenceUsed(person, entry, amount)),
        ];
    }

    private static long DayOf(DateTimeOffset time) => (time.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerDay;

    private static TimeSpan UntilMidnight(DateTimeOffset now) => TimeSpan.FromDays(1) - now.UtcDateTime.TimeOfDay;
}
