using HotMess.Domain.Kernel;

namespace HotMess.Domain.Accounts;

/// <summary>What a password must be. It is asked before a password is hashed, because hashing costs.</summary>
public static class PasswordRule
{
    /// <summary>The shortest password, in UTF-16 code units.</summary>
    public const int Shortest = 6;

    /// <summary>The longest, in UTF-16 code units.</summary>
    public const int Longest = 200;

    /// <summary>Null where the password may be set.</summary>
    public static Rejection? Refuse(string password) =>
        password.Length is >= Shortest and <= Longest ? null : AccountRejections.PasswordLength;

    /// <summary>The same for a password in place of another.</summary>
    public static Rejection? Refuse(string password, string old) =>
        Refuse(password) ?? (password == old ? AccountRejections.PasswordSame : null);
}
