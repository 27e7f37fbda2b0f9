using HotMess.Projections.Runtime.Tables;

namespace HotMess.Projections.Blocks;

/// <summary>The table of blocks.</summary>
public static class BlocksTables
{
    /// <summary>Everybody between whom and the caller a block stands, whoever set it.</summary>
    public static Relation CallerBlocks { get; } = new("caller_blocks", "uuid");

    /// <summary>Blocks that stand. Nobody learns that he was blocked.</summary>
    public static TableDeclaration Blocked { get; } = new(
        "profiles_blocked",
        [
            new Column("blocker_id", "uuid"),
            new Column("blocked_id", "uuid"),
            new Column("block_id", "uuid"),
            new Column("reason", "text", Nullable: true),
            new Column("blocked_at", "timestamptz"),
        ],
        ["blocker_id", "blocked_id"],
        [["blocked_id"]],
        Right.IsCaller("blocker_id"));

    /// <summary>The seed's profiles_blocked, under every name that a front end knows.</summary>
    public static ViewDeclaration BlockedView { get; } = new(
        "profiles_blocked",
        """
        read_models.profiles_blocked as block
          cross join lateral (
            select v1.email_seen(block.blocker_id), v1.email_seen(block.blocked_id)
          ) as seen (blocker, blocked)
        """,
        [
            new Alias("id", "block.block_id"),
            new Alias("blocker_email", "seen.blocker"),
            new Alias("blocked_email", "seen.blocked"),
            new Alias("profile_id", "block.blocker_id"),
            new Alias("blocker_id", "block.blocker_id"),
            new Alias("blocked_user_id", "block.blocked_id"),
            new Alias("blocked_id", "block.blocked_id"),
            new Alias("reason", "block.reason"),
            new Alias("blocked_at", "block.blocked_at"),
            new Alias("created_by", "seen.blocker"),
            new Alias("created_at", "block.blocked_at"),
            new Alias("updated_at", "block.blocked_at"),
            new Alias("created_date", "block.blocked_at"),
            new Alias("updated_date", "block.blocked_at"),
        ])
    { AlsoNamed = ["user_blocks", "profile_blocklist_users", "blocks"] };
}
