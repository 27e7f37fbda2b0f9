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

    /// <summary>Nobody came on his own word.</summary>
    public static readonly Rejection ReferredBySelf =
        new("referred_by_self", RejectionKind.Invalid, "Nobody came on his own word.");

    /// <summary>Who would say so was erased or never was.</summary>
    public static readonly Rejection ReferredAbsent =
        new("referred_absent", RejectionKind.Forbidden, "This account cannot say who brought it.");

    /// <summary>There is nobody who could have brought him, or one has blocked the other: told alike.</summary>
    public static readonly Rejection ReferrerAbsent =
        new("referrer_absent", RejectionKind.Absent, "There is no such person.");

    /// <summary>It is said once.</summary>
    public static readonly Rejection ReferredByAnother =
        new("referred_by_another", RejectionKind.Conflict, "This account has said that another brought it.");

    /// <summary>Two cannot have brought each other.</summary>
    public static readonly Rejection ReferredEachOther =
        new("referred_each_other", RejectionKind.Conflict, "You have brought this person yourself.");

    /// <summary>In order of precedence.</summary>
    public static IReadOnlyList<Rejection> All { get; } =
    [
        EmailMalformed, DisplayNameLength, TimeOutOfRange, PasswordLength, PasswordSame, PersonGone, PersonAbsent,
        EmailTaken, CredentialsWrong, PasswordWrong, SessionAbsent, ReferredBySelf, ReferredAbsent, ReferrerAbsent,
        ReferredByAnother, ReferredEachOther,
    ];
}
