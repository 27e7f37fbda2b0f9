using HotMess.Projections.Runtime.Tables;

namespace HotMess.Projections.Accounts;

/// <summary>The tables of accounts.</summary>
public static class AccountsTables
{
    /// <summary>
    /// The one place of e-mail addresses: everywhere else people are ids. Others see them by <c>email_seen</c>.
    /// </summary>
    public static TableDeclaration Identities { get; } = new(
        "identities",
        [
            new Column("person_id", "uuid"),
            new Column("email", "text", Nullable: true),
            new Column("erased", "boolean", Default: "false"),
        ],
        ["person_id"],
        [["email"]],
        Right.IsCaller("person_id"));

    /// <summary>The sign-ins of people; an erased person's are gone.</summary>
    public static TableDeclaration Sessions { get; } = new(
        "sessions",
        [
            new Column("session_id", "uuid"),
            new Column("person_id", "uuid"),
            new Column("opened_at", "timestamptz"),
            new Column("ended_at", "timestamptz", Nullable: true),
        ],
        ["session_id"],
        [["person_id"]],
        Right.IsCaller("person_id"))
    {
        FillFactor = 80,
    };
}
