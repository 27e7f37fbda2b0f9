using JasperFx.Core.Exceptions;
using JasperFx.Events.Daemon;
using Npgsql;

namespace HotMess.Projections.Runtime;

/// <summary>
/// The first statement of a page: it moves the projection's own row from below the page to its end, or raises, so that
/// a process that was taken for dead cannot write over its successor. It also names the event of a page that the
/// database refuses.
/// </summary>
/// <remarks>
/// It answers with a row, and Marten goes on from that to the next answer: so whatever refuses one of the statements
/// after it is heard. Without that, the refusal would be swallowed where the reader is closed, and the commit of a
/// refused transaction says nothing.
/// </remarks>
internal sealed class PageGuard(string sql, PageBisection bisection, params PageParameter[] parameters)
    : PageOperation(sql, parameters), IExceptionTransform
{
    private const string IdleInTransaction = "25P03";

    /// <summary>
    /// What passes by itself, for <see cref="TransientFailures"/>: another process has applied the page, so that this
    /// one, if the projection is still its own, has to begin again from where that one left it; or the database ended
    /// the session of a process that stood still in the middle of a page; or a load was given up because another one
    /// had lost its connection. Null for everything else.
    /// </summary>
    public static bool? IsPassing(Exception failure) => failure switch
    {
        PostgresException { SqlState: PageBisection.GuardRefused or IdleInTransaction } => true,
        OperationCanceledException => true,
        _ => null,
    };

    /// <inheritdoc />
    public bool TryTransform(Exception original, out Exception transformed)
    {
        var named = bisection.NameCulprit(original);
        transformed = named ?? original;
        return named is not null;
    }
}
