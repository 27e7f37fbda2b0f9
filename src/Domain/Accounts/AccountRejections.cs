using HotMess.Domain.Kernel;

namespace HotMess.Domain.Accounts;

/// <summary>Every no of the accounts, in order of precedence.</summary>
public static class AccountRejections
{
    /// <summary>The address has not the form of one.</summary>
    public static readonly Rejection EmailMalformed =
        new(
            "email_malformed",
            RejectionKind.Invalid,
            "The e-mail address needs a name, an @ and a domain (not this server's own), at most 254 characters.");

    /// <summary>The shown name is empty or too long.</summary>
    public static readonly Rejection DisplayNameLength =
        new(
            "display_name_length",
            RejectionKind.Invalid,
            "The shown name needs 1 to 80 characters, none of them a control character.");

    /// <summary>The time that the command names is none that is kept.</summary>
    public static readonly Rejection TimeOutOfRange =
        new("account_time_out_of_range", RejectionKind.Invalid, "A named time lies in the years 1970 to 8999.");

    /// <summary>The password is too short or too long.</summary>
    public static readonly Rejection PasswordLength =
        new(
            "password_length",
            RejectionKind.Invalid,
            $"A password needs {PasswordRule.Shortest} to {PasswordRule.Longest} characters.");

    /// <summary>The new password is the old one.</summary>
    public static readonly Rejection PasswordSame =
        new("password_same", RejectionKind.Invalid, "The new password is the old one.");

    /// <summary>The person was erased; his id is not given again.</summary>
    public static readonly Rejection PersonGone =
        new("person_gone", RejectionKind.Gone, "This person was erased.");

    /// <summary>There is no such person.</summary>
    public static readonly Rejection PersonAbsent =
        new("person_absent", RejectionKind.Absent, "There is no such person.");

    /// <summary>Somebody else has the address.</summary>
    public static readonly Rejection EmailTaken =
        new("email_taken", RejectionKind.Conflict, "Another account has this e-mail address.");

    /// <summary>Address and password do not belong together; which of the two is wrong is not told.</summary>
    public static readonly Rejection CredentialsWrong =
        new("credentials_wrong", RejectionKind.Forbidden, "The e-mail address or the password is wrong.");

    /// <summary>The old password is not his.</summary>
    public static readonly Rejection PasswordWrong =
        new("password_wrong", RejectionKind.Forbidden, "The old password is wrong.");

    /// <summary>The caller's token belongs to no session that could end.</summary>
    public static readonly Rejection SessionAbsent =
        new("session_absent", RejectionKind.Absent, "The token belongs to no session.");

    /// <summary>In order of precedence.</summary>
    public static IReadOnlyList<Rejection> All { get; } =
    [
        EmailMalformed, DisplayNameLength, TimeOutOfRange, PasswordLength, PasswordSame, PersonGone, PersonAbsent,
        EmailTaken, CredentialsWrong, PasswordWrong, SessionAbsent,
    ];
}
