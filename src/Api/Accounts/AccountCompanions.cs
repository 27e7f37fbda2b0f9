using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;

namespace HotMess.Api.Accounts;

/// <summary>What accounts keep beside their events: a password's hash, each live session's refresh tokens.</summary>
internal static class AccountCompanions
{
    /// <summary>The kind of a password's hash; see <see cref="StoredPassword"/>.</summary>
    public const string Password = "password";

    private const string SessionPrefix = "session-";

    /// <summary>The kind of a session's refresh tokens; see <see cref="RefreshRow"/>.</summary>
    public static string KindOf(SessionId session) => SessionPrefix + session.Value.ToString("N");

    /// <summary>The session of a kind; null where it is another kind.</summary>
    public static SessionId? SessionOf(string kind) =>
        kind.StartsWith(SessionPrefix, StringComparison.Ordinal)
            && Guid.TryParseExact(kind.AsSpan(SessionPrefix.Length), "N", out var id)
            ? new SessionId(id)
            : null;

    /// <summary>The rows that go with a command's events: a session comes and goes with its row.</summary>
    /// <param name="password">For a password that is set.</param>
    /// <param name="opening">For a session that is opened.</param>
    public static IReadOnlyList<Companion> Of(
        IReadOnlyList<NewEvent> events,
        StoredPassword? password = null,
        Func<PersonId, SessionId, RefreshRow>? opening = null) =>
    [
        .. events.Select(e => e.Data switch
        {
            PasswordSet set => new Companion(set.Person, Password, password!.ToBody()),
            SessionOpened opened => new Companion(
                opened.Person, KindOf(opened.Session), opening!(opened.Person, opened.Session).ToBody()),
            SessionEnded ended => new Companion(ended.Person, KindOf(ended.Session), null),
            _ => null,
        }).OfType<Companion>(),
    ];
}
