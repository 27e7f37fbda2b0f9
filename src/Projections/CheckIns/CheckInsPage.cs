using System.Globalization;
using HotMess.Domain.Accounts;
using HotMess.Domain.CheckIns;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using JasperFx.Events;

namespace HotMess.Projections.CheckIns;

/// <summary>
/// One row per check-in, and one king per venue, who is told by the rows alone: so neither the pages' boundaries nor
/// the order of a page's statements is seen in them.
/// </summary>
internal sealed class CheckInsPage : IPageFold
{
    private static readonly string Insert = EmbeddedSql.Read("CheckIns/Sql/insert_checkins.sql");
    private static readonly string Erase = EmbeddedSql.Read("CheckIns/Sql/erase_checkins.sql");
    private static readonly string Crown = EmbeddedSql.Read("CheckIns/Sql/crown_kings.sql");
    private static readonly string Dethrone = EmbeddedSql.Read("CheckIns/Sql/dethrone_erased.sql");

    private readonly List<CheckedIn> visits = [];
    private readonly HashSet<PersonId> erased = [];

    public void Add(IEvent e, object data)
    {
        switch (data)
        {
            case CheckedIn x:
                visits.Add(x);
                break;
            case PersonErased x:
                erased.Add(x.Person);
                break;
            default:
                throw new UnhandledEventException(nameof(CheckInsProjection), data);
        }
    }

    public IEnumerable<PageStatement> Statements()
    {
        if (visits.Count > 0)
        {
            yield return Inserted();
        }

        var gone = PageParameter.Of(erased.Select(id => id.Value).ToArray());
        if (erased.Count > 0)
        {
            yield return new PageStatement(Erase, gone);
        }

        var venues = visits.Where(visit => visit.Venue is not null).Select(visit => visit.Venue!.Value.Value);
        if (visits.Count > 0 || erased.Count > 0)
        {
            yield return new PageStatement(Crown, PageParameter.Of(venues.Distinct().ToArray()), gone);
        }

        if (erased.Count > 0)
        {
            yield return new PageStatement(Dethrone, gone);
        }
    }

    private PageStatement Inserted() => new(
        Insert,
        PageParameter.Of(visits.Select(visit => visit.CheckIn.Value).ToArray()),
        PageParameter.Of(visits.Select(visit => visit.Person.Value).ToArray()),
        PageParameter.Of(visits.Select(visit => visit.Venue?.Value).ToArray()),
        PageParameter.Of(visits.Select(visit => visit.Beacon?.Value.ToString()).ToArray()),
        PageParameter.Of(visits.Select(visit => visit.ScanXp?.ToString(CultureInfo.InvariantCulture)).ToArray()),
        PageParameter.Of(visits.Select(visit => visit.At.UtcDateTime).ToArray()),
        PageParameter.Of(visits.Select(visit => visit.Imported).ToArray()));
}
