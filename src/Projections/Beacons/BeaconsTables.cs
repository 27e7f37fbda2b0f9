using HotMess.Projections.Blocks;
using HotMess.Projections.Runtime.Tables;

namespace HotMess.Projections.Beacons;

/// <summary>The table of beacons.</summary>
public static class BeaconsTables
{
    /// <summary>What a beacon says of itself; the title of an erased owner is null.</summary>
    public static TableDeclaration Beacons { get; } = new(
        "beacons",
        [
            new Column("beacon_id", "uuid"),
            new Column("owner_id", "uuid"),
            new Column("kind", "text", Nullable: true),
            new Column("venue_id", "text", Nullable: true),
            new Column("title", "text", Nullable: true),
            new Column("xp_scan", "bigint"),
            new Column("ends_at", "timestamptz", Nullable: true),
            new Column("placed_at", "timestamptz"),
        ],
        ["beacon_id"],
        [["owner_id"]],
        Right.IsCaller("owner_id") | Right.NotIn("owner_id", BlocksTables.CallerBlocks));
}
