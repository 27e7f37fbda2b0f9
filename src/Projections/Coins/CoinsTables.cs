using System.Security.Cryptography;
using System.Text;
using HotMess.Projections.Runtime.Tables;

namespace HotMess.Projections.Coins;

/// <summary>The tables of sweat coins.</summary>
public static class CoinsTables
{
    /// <summary>
    /// One row per entry, for ever; an erased person's lose their words. The position is that of the event that made
    /// it; where a policy made it, the policy is named and the event that it reacted to, so that everyone can ask where
    /// a coin came from. He alone reads it.
    /// </summary>
    public static TableDeclaration Entries { get; } = new(
        "sweat_coins",
        [
            new Column("person_id", "uuid"),
            new Column("position", "bigint"),
            new Column("entry_id", "uuid"),
            new Column("counter", "text"),
            new Column("amount", "bigint"),
            new Column("balance_after", "bigint"),
            new Column("kind", "text"),
            new Column("reference_type", "text", Nullable: true),
            new Column("reference", "text", Nullable: true),
            new Column("other_id", "uuid", Nullable: true),
            new Column("reason", "text", Nullable: true),
            new Column("policy", "text", Nullable: true),
            new Column("cause", "bigint", Nullable: true),
            new Column("created_at", "timestamptz"),
        ],
        ["person_id", "position"],
        [],
        Right.IsCaller("person_id"));

    /// <summary>
    /// The balance of every account: of a person under his own id, of the others under an id made of their names, which
    /// is nobody's. Together they hold nothing.
    /// </summary>
    public static TableDeclaration Accounts { get; } = new(
        "coin_accounts",
        [
            new Column("account_id", "uuid"),
            new Column("counter", "text", Nullable: true),
            new Column("balance", "bigint"),
        ],
        ["account_id"],
        [],
        Right.IsCaller("account_id"))
    {
        FillFactor = 80,
    };

    /// <summary>The seed's sweat_coins.</summary>
    public static ViewDeclaration View { get; } = new(
        "sweat_coins",
        "read_models.sweat_coins as entry",
        [
            new Alias("id", "entry.entry_id"),
            new Alias("user_email", "v1.email_seen(entry.person_id)"),
            new Alias("user_id", "entry.person_id"),
            new Alias("amount", "entry.amount"),
            new Alias("transaction_type", "entry.kind"),
            new Alias("reference_type", "entry.reference_type"),
            new Alias("reference_id", "entry.reference"),
            new Alias(
                "metadata",
                "jsonb_strip_nulls(jsonb_build_object("
                + "'position', entry.position, 'user_id', entry.other_id, 'reason', entry.reason, "
                + "'policy', entry.policy, 'cause', entry.cause))"),
            new Alias("balance_after", "entry.balance_after"),
            new Alias("created_by", "null::text"),
            new Alias("created_at", "entry.created_at"),
            new Alias("updated_at", "entry.created_at"),
            new Alias("created_date", "entry.created_at"),
            new Alias("updated_date", "entry.created_at"),
        ]);

    /// <summary>The id under which an account that is no person's is kept.</summary>
    internal static Guid IdOf(string counter) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes("coins " + counter)).AsSpan(0, 16), bigEndian: true);
}
