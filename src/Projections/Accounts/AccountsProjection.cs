using HotMess.Domain.Accounts;
using HotMess.Projections.Runtime;

namespace HotMess.Projections.Accounts;

/// <summary>People: identities (the one table of e-mail addresses) and profiles.</summary>
public sealed class AccountsProjection : SetProjection
{
    /// <param name="opener">Addresses and names are sealed.</param>
    public AccountsProjection(SealOpener opener)
        : base(
            "Accounts",
            ["read_models.identities", "read_models.profiles"],
            typeof(PersonRegistered),
            typeof(PersonErased)) => Opener = opener;

    /// <inheritdoc />
    protected override IPageFold NewPage() => new AccountsPage();
}
