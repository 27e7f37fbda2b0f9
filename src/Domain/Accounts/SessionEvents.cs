using HotMess.Domain.Kernel;

namespace HotMess.Domain.Accounts;

/// <summary>Why a session ended.</summary>
public enum SessionEndReason
{
    /// <summary>Its person signed out.</summary>
    SignedOut,

    /// <summary>Its person changed his password elsewhere.</summary>
    PasswordChanged,

    /// <summary>A token that it had given up was used again: it may be in other hands.</summary>
    TokenReused,

    /// <summary>It was the oldest of too many.</summary>
    CrowdedOut,
}

/// <summary>A person signed in. No token stands in an event, nor does its hash.</summary>
public sealed record SessionOpened(PersonId? By, PersonId Person, SessionId Session);

/// <summary>A session is over for good: none of its tokens holds any more.</summary>
/// <param name="By">Who ended it; null for the server.</param>
public sealed record SessionEnded(PersonId? By, PersonId Person, SessionId Session, SessionEndReason Reason);

/// <summary>The stored contracts of a person's sessions.</summary>
public static class SessionEvents
{
    /// <summary>Stream type of the sessions of one person.</summary>
    public const string Sessions = "person_sessions";

    /// <summary>In the order in which the story happens.</summary>
    public static IReadOnlyList<EventContract> All { get; } =
    [
        new(typeof(SessionOpened), "session_opened", Sessions),
        new(typeof(SessionEnded), "session_ended", Sessions),
    ];
}
