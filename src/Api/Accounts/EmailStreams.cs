using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;

namespace HotMess.Api.Accounts;

/// <summary>
/// Names the reservations of e-mail addresses by a keyed hash, so that no stream's name tells an address.
/// </summary>
public sealed class EmailStreams(Sealing sealing)
{
    private const string Purpose = "email";

    /// <summary>The reservation of an address in its normal form.</summary>
    public StreamName Of(string email) => StreamName.Email(sealing.KeyedHash(Purpose, email));
}
