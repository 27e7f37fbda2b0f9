using HotMess.Projections.Blocks;
using HotMess.Projections.Runtime.Tables;

namespace HotMess.Projections.Xp;

/// <summary>The tables of experience.</summary>
public static class XpTables
{
    /// <summary>
    /// One row per entry, for ever; an erased person's lose their words. The position is that of the event that made
    /// it, the cause that of the event that a policy reacted to; the percent is what his tier made of the table's
    /// points. He alone reads it.
    /// </summary>
    public static TableDeclaration Ledger { get; } = new(
        "xp_ledger",
        [
            new Column("person_id", "uuid"),
            new Column("position", "bigint"),
            new Column("entry_id", "uuid"),
            new Column("action", "text"),
            new Column("amount", "bigint"),
            new Column("balance_after", "bigint"),
            new Column("reference_type", "text", Nullable: true),
            new Column("reference", "text", Nullable: true),
            new Column("reason", "text", Nullable: true),
            new Column("percent", "bigint"),
            new Column("policy", "text", Nullable: true),
            new Column("cause", "bigint", Nullable: true),
            new Column("created_at", "timestamptz"),
        ],
        ["person_id", "position"],
        [],
        Right.IsCaller("person_id"));

    /// <summary>Every person's points and level; signed-in people see each other's unless one blocks.</summary>
    public static TableDeclaration Accounts { get; } = new(
        "xp_accounts",
        [
            new Column("person_id", "uuid"),
            new Column("total", "bigint"),
            new Column("level", "bigint"),
        ],
        ["person_id"],
        [],
        Right.IsCaller("person_id") | Right.NotIn("person_id", BlocksTables.CallerBlocks))
    {
        FillFactor = 80,
    };

    /// <summary>The seed's xp_ledger.</summary>
    public static ViewDeclaration View { get; } = new(
        "xp_ledger",
        "read_models.xp_ledger as entry",
        [
            new Alias("id", "entry.entry_id"),
            new Alias("user_email", "v1.email_seen(entry.person_id)"),
            new Alias("user_id", "entry.person_id"),
            new Alias("amount", "entry.amount"),
            new Alias("transaction_type", "entry.action"),
            new Alias("reason", "coalesce(entry.reason, entry.action)"),
            new Alias("reference_type", "entry.reference_type"),
            new Alias("reference_id", "entry.reference"),
            new Alias(
                "metadata",
                "jsonb_strip_nulls(jsonb_build_object('position', entry.position, 'percent', entry.percent, "
                + "'policy', entry.policy, 'cause', entry.cause))"),
            new Alias("balance_after", "entry.balance_after"),
            .. Alias.Of("null::text", "counterparty_email", "created_by"),
            new Alias("notes", "entry.reason"),
            new Alias("platform_fee", "0"),
            new Alias("created_at", "entry.created_at"),
            new Alias("updated_at", "entry.created_at"),
            new Alias("created_date", "entry.created_at"),
            new Alias("updated_date", "entry.created_at"),
        ])
    { AlsoNamed = ["xp_transactions"] };
}
