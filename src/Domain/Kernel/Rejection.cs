namespace HotMess.Domain.Kernel;

/// <summary>What sort of no a rejection is; each face maps it to its own codes in one place.</summary>
public enum RejectionKind
{
    /// <summary>The command can never be right as it stands.</summary>
    Invalid,

    /// <summary>This caller may not do it.</summary>
    Forbidden,

    /// <summary>There is no such thing, or it is not the caller's: the two are told alike.</summary>
    Absent,

    /// <summary>The state does not allow it now.</summary>
    Conflict,

    /// <summary>It is allowed again after a while.</summary>
    TooSoon,

    /// <summary>It was there and will not come back.</summary>
    Gone,
}

/// <summary>A named no. <paramref name="Code"/> is stable, lower_snake_case, and unique over all areas.</summary>
public sealed record Rejection(string Code, RejectionKind Kind, string Message)
{
    /// <summary>For <see cref="RejectionKind.TooSoon"/>: how long to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
