using HotMess.Domain.Kernel;

namespace HotMess.Domain.Xp;

/// <summary>A person's experience moved, once per action and reference.</summary>
/// <param name="Amount">Points, as they were counted then; below zero only of an adjustment.</param>
/// <param name="Reference">What earned them, of that action; of an adjustment where it names one.</param>
/// <param name="Reason">Of an adjustment, in words, sealed under the person's key; null otherwise.</param>
public sealed record XpAwarded(
    PersonId? By,
    XpEntryId Entry,
    PersonId Person,
    XpAction Action,
    long Amount,
    string? Reference,
    SealedText? Reason) : ISealing
{
    /// <summary>What the person's tier made of the table's points; null where it is those.</summary>
    public int? Percent { get; init; }

    /// <summary>Of an adjustment, as what it is to be read; null where it says nothing, and otherwise.</summary>
    public string? Type { get; init; }

    /// <summary>Of an adjustment, what its reference is one of; null where it says nothing, and otherwise.</summary>
    public string? ReferenceType { get; init; }

    /// <inheritdoc />
    public PersonId SealedFor => Person;

    /// <inheritdoc />
    public IReadOnlyList<SealedText?> Sealed => [Reason];

    /// <inheritdoc />
    public object WithSealed(IReadOnlyList<SealedText?> values) => this with { Reason = values[0] };
}

/// <summary>What a person's membership makes of his points from now on.</summary>
public sealed record XpTierSet(PersonId? By, PersonId Person, XpTier Tier);

/// <summary>A reference has been used: its points are awarded once.</summary>
/// <param name="Entry">By this entry.</param>
public sealed record XpReferenceUsed(PersonId Person, XpEntryId Entry, long Amount);

/// <summary>A person checked in for a day; his points stand beside it, under the day as reference.</summary>
/// <param name="Day">Days since 1970-01-01 UTC.</param>
/// <param name="Streak">Days in a row, this one included.</param>
public sealed record DailyCheckedIn(PersonId? By, PersonId Person, long Day, long Streak, XpEntryId Entry);

/// <summary>The stored contracts of experience.</summary>
public static class XpEvents
{
    /// <summary>Stream type of one person's experience.</summary>
    public const string Account = "xp_account";

    /// <summary>Stream type of one reference.</summary>
    public const string Reference = "xp_reference";

    /// <summary>Stream type of one person's days in a row.</summary>
    public const string Streak = "streak";

    /// <summary>In the order in which the story happens.</summary>
    public static IReadOnlyList<EventContract> All { get; } =
    [
        new(typeof(XpAwarded), "xp_awarded", Account),
        new(typeof(XpTierSet), "xp_tier_set", Account),
        new(typeof(XpReferenceUsed), "xp_reference_used", Reference),
        new(typeof(DailyCheckedIn), "daily_checked_in", Streak),
    ];
}
