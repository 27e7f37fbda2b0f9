using HotMess.Domain.Accounts;
using HotMess.Domain.Xp;
using HotMess.Projections.Runtime;

namespace HotMess.Projections.Xp;

/// <summary>The ledger of experience, totals and levels, in one: a total is seen with the entry that made it.</summary>
public sealed class XpProjection : SetProjection
{
    /// <param name="opener">The reasons of adjustments are sealed.</param>
    public XpProjection(SealOpener opener)
        : base(
            "Xp",
            ["read_models.xp_ledger", "read_models.xp_accounts"],
            typeof(XpAwarded),
            typeof(PersonErased)) => Opener = opener;

    /// <inheritdoc />
    protected override IPageFold NewPage() => new XpPage();
}
