using HotMess.Domain.Accounts;
using HotMess.Domain.CheckIns;
using HotMess.Projections.Runtime;

namespace HotMess.Projections.CheckIns;

/// <summary>Every check-in, and the king of each venue.</summary>
public sealed class CheckInsProjection() : SetProjection(
    "CheckIns",
    ["read_models.user_checkins", "read_models.venue_kings"],
    typeof(CheckedIn),
    typeof(PersonErased))
{
    /// <inheritdoc />
    protected override IPageFold NewPage() => new CheckInsPage();
}
