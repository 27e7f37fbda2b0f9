using HotMess.Domain.Kernel;

namespace HotMess.Domain.Accounts;

/// <summary>A person came into being. E-mail and name are sealed under his own key.</summary>
/// <param name="By">Who did it: the person himself, or null for the service.</param>
/// <param name="OccurredAt">The time that an importer names; null otherwise.</param>
public sealed record PersonRegistered(
    PersonId? By, PersonId Person, SealedText? Email, SealedText? DisplayName, DateTimeOffset? OccurredAt) : ISealing
{
    /// <summary>The stream that reserves the address, so that erasing the person can release it.</summary>
    public required string EmailStream { get; init; }

    /// <inheritdoc />
    public PersonId SealedFor => Person;

    /// <inheritdoc />
    public IReadOnlyList<SealedText?> Sealed => [Email, DisplayName];

    /// <inheritdoc />
    public object WithSealed(IReadOnlyList<SealedText?> values) =>
        this with { Email = values[0], DisplayName = values[1] };
}

/// <summary>A person has a new password. What it is stands in no event, nor does its hash.</summary>
public sealed record PasswordSet(PersonId? By, PersonId Person, PasswordId Password);

/// <summary>A person says on whose word he came.</summary>
/// <param name="By">Who did it: the person himself.</param>
public sealed record PersonReferred(PersonId? By, PersonId Person, PersonId Referrer);

/// <summary>A person was erased: his keys and sealed texts are gone, what came from him is null everywhere.</summary>
public sealed record PersonErased(PersonId? By, PersonId Person);

/// <summary>
/// An e-mail address belongs to a person from now on. The stream is named by the address's keyed hash.
/// </summary>
public sealed record EmailReserved(PersonId Person);

/// <summary>An e-mail address is free again.</summary>
public sealed record EmailReleased(PersonId Person);

/// <summary>The stored contracts of accounts and e-mail reservations.</summary>
public static class AccountEvents
{
    /// <summary>Stream type of accounts.</summary>
    public const string Account = "account";

    /// <summary>Stream type of e-mail reservations.</summary>
    public const string EmailReservation = "email_reservation";

    /// <summary>In the order in which the story happens.</summary>
    public static IReadOnlyList<EventContract> All { get; } =
    [
        new(typeof(PersonRegistered), "person_registered", Account),
        new(typeof(PasswordSet), "password_set", Account),
        new(typeof(PersonReferred), "person_referred", Account),
        new(typeof(PersonErased), "person_erased", Account),
        new(typeof(EmailReserved), "email_reserved", EmailReservation),
        new(typeof(EmailReleased), "email_released", EmailReservation),
    ];
}
