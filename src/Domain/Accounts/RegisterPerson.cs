using HotMess.Domain.Kernel;

namespace HotMess.Domain.Accounts;

/// <summary>Makes a person, with an e-mail address that nobody else has.</summary>
public static class RegisterPerson
{
    private const int LongestEmail = 254;
    private const int LongestDisplayName = 80;

    /// <summary>What an alias ends with: it stands for a person, so no account may have one as its address.</summary>
    public const string AliasDomain = "@users.hotmess.invalid";

    /// <param name="By">The person himself, or null for the service.</param>
    /// <param name="Person">His id.</param>
    /// <param name="Email">As <see cref="Normalise"/> leaves it.</param>
    /// <param name="EmailStream">The address's reservation.</param>
    /// <param name="OccurredAt">The importer's time, if one is named.</param>
    public sealed record Command(
        PersonId? By,
        PersonId Person,
        string Email,
        StreamName EmailStream,
        string? DisplayName,
        DateTimeOffset? OccurredAt);

    /// <summary>The form in which addresses are compared and kept.</summary>
    public static string Normalise(string email) => email.Trim().ToLowerInvariant();

    /// <summary>Tells <c>person_id</c>.</summary>
    public static Decision Decide(Account account, EmailReservation email, Command command)
    {
        if (!HasFormOfEmail(command.Email))
        {
            return Decision.Reject(AccountRejections.EmailMalformed);
        }

        if (command.DisplayName is { } name && (name.Length is 0 or > LongestDisplayName || name.Any(char.IsControl)))
        {
            return Decision.Reject(AccountRejections.DisplayNameLength);
        }

        if (!Instant.MayBeNamed(command.OccurredAt))
        {
            return Decision.Reject(AccountRejections.TimeOutOfRange);
        }

        if (account.Erased)
        {
            return Decision.Reject(AccountRejections.PersonGone);
        }

        if (email.Holder is { } holder && holder != command.Person)
        {
            return Decision.Reject(AccountRejections.EmailTaken);
        }

        return account.IsPresent
            ? Decision.Nothing().Telling("person_id", command.Person)
            : Decision.Append(EventsOf(command)).Telling("person_id", command.Person);
    }

    private static NewEvent[] EventsOf(Command command)
    {
        var displayName = command.DisplayName is null ? null : SealedText.Of(command.DisplayName);
        var registered = new PersonRegistered(
            command.By, command.Person, SealedText.Of(command.Email), displayName, command.OccurredAt)
        {
            EmailStream = command.EmailStream.Value,
        };
        return
        [
            new(command.EmailStream, new EmailReserved(command.Person)),
            new(StreamName.Account(command.Person), registered),
        ];
    }

    private static bool HasFormOfEmail(string email)
    {
        var at = email.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == email.LastIndexOf('@') && at < email.Length - 1 && email.Length <= LongestEmail
            && !email.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
            && !email.EndsWith(AliasDomain, StringComparison.OrdinalIgnoreCase);
    }
}
