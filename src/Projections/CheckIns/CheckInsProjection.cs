using HotMess.Projections.Runtime;

namespace HotMess.Projections.CheckIns;

/// <summary>Every check-in, the king of each venue, and its wars.</summary>
public sealed class CheckInsProjection() : SetProjection(
    "CheckIns",
    ["read_models.user_checkins", "read_models.venue_kings", "read_models.venue_wars"],
    () => new CheckInsPage());
