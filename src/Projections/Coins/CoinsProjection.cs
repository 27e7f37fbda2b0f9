using HotMess.Projections.Runtime;

namespace HotMess.Projections.Coins;

/// <summary>
/// The ledger of sweat coins and every balance, in one: a balance is seen with the entry that made it.
/// </summary>
public sealed class CoinsProjection : SetProjection
{
    /// <param name="opener">The reasons of adjustments are sealed.</param>
    public CoinsProjection(SealOpener opener)
        : base(
            "Coins",
            ["read_models.sweat_coins", "read_models.coin_accounts"],
            () => new CoinsPage()) => Opener = opener;
}
