using HotMess.Domain.Accounts;
using HotMess.Domain.CheckIns;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using JasperFx.Events;

namespace HotMess.Projections.CheckIns;

/// <summary>
/// One row per check-in and per war, and one king per venue; who leads is told by the rows alone: so neither the pages'
/// boundaries nor the order of events is seen in them.
/// </summary>
internal sealed class CheckInsPage : IPageFold
{
    private static readonly string Insert = EmbeddedSql.Read("CheckIns/Sql/insert_checkins.sql");
    private static readonly string Erase = EmbeddedSql.Read("CheckIns/Sql/erase_checkins.sql");
    private static readonly string Crown = EmbeddedSql.Read("CheckIns/Sql/crown_kings.sql");
    private static readonly string Dethrone = EmbeddedSql.Read("CheckIns/Sql/dethrone_erased.sql");

    private static readonly string InsertWars = EmbeddedSql.Read("CheckIns/Sql/insert_wars.sql");
    private static readonly string EraseWars = EmbeddedSql.Read("CheckIns/Sql/erase_wars.sql");
    private static readonly string LeadWars = EmbeddedSql.Read("CheckIns/Sql/lead_wars.sql");

    private readonly List<CheckedIn> visits = [];
    private readonly List<VenueWarDeclared> wars = [];
    private readonly HashSet<PersonId> erased = [];

    public IReadOnlyList<Type> Handled { get; } =
    [
        typeof(CheckedIn),
        typeof(VenueWarDeclared),
        typeof(PersonErased),
    ];

    public void Add(IEvent e, object data)
    {
        switch (data)
        {
            case CheckedIn x:
                visits.Add(x);
                break;
            case VenueWarDeclared x:
                wars.Add(x);
                break;
            case PersonErased x:
                erased.Add(x.Person);
                break;
            default:
                throw new UnhandledEventException(nameof(CheckInsPage), data);
        }
    }

    public IEnumerable<PageStatement> Statements()
    {
        if (visits.Count > 0)
        {
            yield return Inserted();
        }

        if (wars.Count > 0)
        {
            yield return new PageStatement(
                InsertWars,
                PageParameter.Of(wars.Select(war => war.Venue.Value).ToArray()),
                PageParameter.Of(wars.Select(war => war.At.UtcDateTime).ToArray()),
                PageParameter.Of(wars.Select(war => war.Person.Value).ToArray()));
        }

        var gone = PageParameter.Of(erased.Select(id => id.Value).ToArray());
        if (erased.Count > 0)
        {
            yield return new PageStatement(Erase, gone);
            yield return new PageStatement(EraseWars, gone);
        }

        var rivals = visits.Where(visit => visit.Venue is not null)
            .Select(visit => (Venue: visit.Venue!.Value, visit.Person))
            .Distinct()
            .ToArray();
        var venues = PageParameter.Of(Array.ConvertAll(rivals, one => one.Venue.Value));
        if (visits.Count > 0 || erased.Count > 0)
        {
            yield return new PageStatement(
                Crown,
                venues,
                PageParameter.Of(Array.ConvertAll(rivals, one => one.Person.Value)),
                gone);
        }

        if (erased.Count > 0)
        {
            yield return new PageStatement(Dethrone, gone, venues);
        }

        if (visits.Count > 0 || wars.Count > 0 || erased.Count > 0)
        {
            var fought = visits.Where(visit => visit.Venue is not null)
                .Select(visit => (Venue: visit.Venue!.Value, visit.At))
                .Concat(wars.Select(war => (war.Venue, war.At)))
                .ToArray();
            yield return new PageStatement(
                LeadWars,
                PageParameter.Of(Array.ConvertAll(fought, one => one.Venue.Value)),
                PageParameter.Of(Array.ConvertAll(fought, one => one.At.UtcDateTime)),
                gone);
        }
    }

    private PageStatement Inserted() => new(
        Insert,
        PageParameter.Of(visits.Select(visit => visit.CheckIn.Value).ToArray()),
        PageParameter.Of(visits.Select(visit => visit.Person.Value).ToArray()),
        PageParameter.Of(visits.Select(visit => visit.Venue?.Value).ToArray()),
        PageParameter.Of(visits.Select(visit => visit.Beacon?.Value.ToString()).ToArray()),
        PageParameter.Of(visits.Select(visit => visit.ScanXp ?? visit.VenueXp ?? 0).ToArray()),
        PageParameter.Of(visits.Select(visit => visit.At.UtcDateTime).ToArray()),
        PageParameter.Of(visits.Select(visit => visit.Imported).ToArray()));
}
