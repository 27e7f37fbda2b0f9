using JasperFx.Events;

namespace HotMess.Projections.Runtime;

/// <summary>
/// What a subscription's page does as a projection's does: it moves the subscription's own row from below the page to
/// its end, or raises, so that a process that was taken for dead cannot finish a page after its successor.
/// </summary>
/// <param name="name">The subscription's.</param>
/// <param name="page">At least one event.</param>
public sealed class SubscriptionGuard(string name, IReadOnlyList<IEvent> page) : PageOperation(
    ApplyPage,
    PageParameter.Of(name),
    PageParameter.Of(page[0].Sequence),
    PageParameter.Of(page[^1].Sequence))
{
    private static readonly string ApplyPage = EmbeddedSql.Read("Runtime/Sql/apply_page.sql");
}
