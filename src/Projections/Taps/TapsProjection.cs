using HotMess.Domain.Taps;
using HotMess.Projections.Runtime;

namespace HotMess.Projections.Taps;

/// <summary>Taps that stand, and matches, each of which is two rows, one per direction.</summary>
public sealed class TapsProjection : SetProjection
{
    /// <summary>Reads no sealed text.</summary>
    public TapsProjection()
        : base(
            "Taps",
            ["read_models.taps", "read_models.matches"],
            typeof(TapSent),
            typeof(TapRetracted),
            typeof(MatchMade),
            typeof(MatchDissolved))
    {
    }

    /// <inheritdoc />
    protected override IPageFold NewPage() => new TapsPage();
}
