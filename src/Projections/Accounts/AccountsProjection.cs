using HotMess.Projections.Profiles;
using HotMess.Projections.Runtime;

namespace HotMess.Projections.Accounts;

/// <summary>People: identities (the one table of e-mail addresses), profiles and sessions.</summary>
public sealed class AccountsProjection : SetProjection
{
    /// <param name="opener">Addresses and names are sealed.</param>
    public AccountsProjection(SealOpener opener)
        : base(
            "Accounts",
            ["read_models.identities", "read_models.profiles", "read_models.profile_settings", "read_models.sessions"],
            () => new PageOfParts(new AccountsPage(), new ProfilesPage(), new SessionsPage())) => Opener = opener;
}
