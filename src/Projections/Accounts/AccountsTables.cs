using HotMess.Projections.Blocks;
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

    /// <summary>What signed-in people may know of each other, unless a block stands between them.</summary>
    public static TableDeclaration Profiles { get; } = new(
        "profiles",
        [
            new Column("person_id", "uuid"),
            new Column("display_name", "text", Nullable: true),
            new Column("created_at", "timestamptz"),
            new Column("updated_at", "timestamptz"),
        ],
        ["person_id"],
        [],
        Right.IsCaller("person_id") | Right.NotIn("person_id", BlocksTables.CallerBlocks));

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

    /// <summary>The seed's profiles.</summary>
    public static ViewDeclaration ProfilesView { get; } = new(
        "profiles",
        "read_models.profiles as profile",
        [
            new Alias("id", "profile.person_id"),
            new Alias("account_id", "profile.person_id"),
            new Alias("email", "read_models.email_seen(profile.person_id)"),
            new Alias("display_name", "profile.display_name"),
            new Alias("created_at", "profile.created_at"),
            new Alias("updated_at", "profile.updated_at"),
        ])
    { AlsoNamed = ["User", "users", "public_profiles"] };
}
