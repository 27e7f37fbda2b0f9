using HotMess.Domain.Kernel;

namespace HotMess.Domain.Profiles;

/// <summary>A person changed his profile. What he set is sealed under his own key.</summary>
/// <param name="Set">The columns that have a new value, ordered.</param>
/// <param name="Cleared">The columns that are empty from now on, ordered.</param>
/// <param name="Values">A JSON object with a member for each of <paramref name="Set"/>; null for none.</param>
/// <param name="UsernameStream">The reservation of his username, where the change sets one.</param>
/// <param name="At">The server's time, or the importer's; for one column it rises.</param>
public sealed record ProfileChanged(
    PersonId? By,
    PersonId Person,
    IReadOnlyList<string> Set,
    IReadOnlyList<string> Cleared,
    SealedText? Values,
    string? UsernameStream,
    DateTimeOffset At) : ISealing
{
    /// <inheritdoc />
    public PersonId SealedFor => Person;

    /// <inheritdoc />
    public IReadOnlyList<SealedText?> Sealed => [Values];

    /// <inheritdoc />
    public object WithSealed(IReadOnlyList<SealedText?> values) => this with { Values = values[0] };
}

/// <summary>A username belongs to a person from now on. The stream is named by its keyed hash.</summary>
public sealed record UsernameReserved(PersonId Person);

/// <summary>A username is free again.</summary>
public sealed record UsernameReleased(PersonId Person);

/// <summary>The stored contracts of profiles and username reservations.</summary>
public static class ProfileEvents
{
    /// <summary>Stream type of profiles.</summary>
    public const string Profile = "profile";

    /// <summary>Stream type of username reservations.</summary>
    public const string UsernameReservation = "username_reservation";

    /// <summary>In the order in which the story happens.</summary>
    public static IReadOnlyList<EventContract> All { get; } =
    [
        new(typeof(ProfileChanged), "profile_changed", Profile),
        new(typeof(UsernameReserved), "username_reserved", UsernameReservation),
        new(typeof(UsernameReleased), "username_released", UsernameReservation),
    ];
}
