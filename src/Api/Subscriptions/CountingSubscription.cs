using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Projections.Runtime;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Npgsql;
using Wolverine;
using Wolverine.Marten.Subscriptions;
using Wolverine.Runtime;

namespace HotMess.Api.Subscriptions;

/// <summary>
/// Runs the policies that count. Counts, the subscription's guard and its position move in one transaction, and what
/// stands before a page is read together with the guard: so a page counts from exactly what is before it, and its
/// commands are the same each time that it comes.
/// </summary>
internal sealed class CountingSubscription : BatchSubscription
{
    /// <summary>Its name beside the projections' in <c>mt_event_progression</c>, and for <c>retry</c>.</summary>
    public const string Name = "CountingPolicies";

    /// <summary>Most events in one page: nearly all of them only count.</summary>
    public const int PageEvents = 2_000;

    private static readonly string Find = Reads.Statement("Subscriptions/find_counts.sql").Sql;
    private static readonly string Write = Reads.Statement("Subscriptions/write_counts.sql").Sql;
    private static readonly string Erase = Reads.Statement("Subscriptions/erase_counts.sql").Sql;

    private readonly ILookup<Type, CountingPolicy> policies = Policies.Counting.ToLookup(policy => policy.Handles);
    private readonly NpgsqlDataSource database;

    /// <param name="database">As role hotmess_app.</param>
    public CountingSubscription(NpgsqlDataSource database)
        : base(Name)
    {
        this.database = database;
        Options.BatchSize = PageEvents;
        Options.MaximumHopperSize = 2 * PageEvents;
        IncludeType(typeof(PersonErased));
        foreach (var type in policies)
        {
            IncludeType(type.Key);
        }
    }

    /// <inheritdoc />
    public override async Task ProcessEventsAsync(
        EventRange page,
        ISubscriptionController controller,
        IDocumentOperations operations,
        IMessageBus bus,
        CancellationToken cancellationToken)
    {
        if (page.Events.Count == 0)
        {
            return;
        }

        operations.QueueOperation(new SubscriptionGuard(SubscriptionName, page.Events));
        var counts = await FindAsync(page.Events, cancellationToken);
        if (counts is null)
        {
            // Another process has done this page: the guard will say so, and nothing may follow from it here.
            return;
        }

        var requests = Count(page.Events, counts);
        await PolicyCommands.RunAsync(requests, ((MessageBus)bus).Runtime.Services, cancellationToken);
        foreach (var statement in Statements(page.Events, counts))
        {
            operations.QueueOperation(statement);
        }
    }

    private static IEnumerable<PageStatement> Statements(
        IReadOnlyList<IEvent> events, Dictionary<(string Policy, PersonId Person), Tally> counts)
    {
        if (counts.Count > 0)
        {
            yield return new PageStatement(
                Write,
                PageParameter.Of(counts.Keys.Select(key => key.Policy).ToArray()),
                PageParameter.Of(counts.Keys.Select(key => key.Person.Value).ToArray()),
                PageParameter.Of(counts.Values.Select(tally => tally.Total).ToArray()),
                PageParameter.Of(counts.Values.Select(tally => tally.Day).ToArray()),
                PageParameter.Of(counts.Values.Select(tally => tally.Today).ToArray()));
        }

        // Nothing counts for a person after he was erased, so the order within a page does not matter.
        var erased = events.Select(e => e.Data).OfType<PersonErased>().Select(gone => gone.Person.Value).ToArray();
        if (erased.Length > 0)
        {
            yield return new PageStatement(Erase, PageParameter.Of(erased));
        }
    }

    // Leaves in counts what stands after the page.
    private List<(IEvent Event, CommandRequest Request)> Count(
        IReadOnlyList<IEvent> events, Dictionary<(string Policy, PersonId Person), Tally> counts)
    {
        var requests = new List<(IEvent, CommandRequest)>();
        foreach (var e in events)
        {
            foreach (var (policy, person) in CountedBy(e))
            {
                var tally = counts.GetValueOrDefault((policy.Name, person)).After(e.Timestamp);
                counts[(policy.Name, person)] = tally;
                foreach (var reaction in policy.React(e.Data, person, tally))
                {
                    requests.Add((e, PolicyCommands.RequestOf(policy.Name, PolicyCommands.CauseOf(e), reaction)));
                }
            }
        }

        return requests;
    }

    private IEnumerable<(CountingPolicy Policy, PersonId Person)> CountedBy(IEvent e) =>
        from policy in policies[e.EventType]
        from person in policy.PeopleOf(e.Data)
        select (policy, person);

    // Null where the page has been done.
    private async Task<Dictionary<(string Policy, PersonId Person), Tally>?> FindAsync(
        IReadOnlyList<IEvent> events, CancellationToken ct)
    {
        var keys = events.SelectMany(CountedBy).Select(one => (one.Policy.Name, one.Person)).Distinct().ToArray();
        await using var command = database.CreateCommand(Find);
        command.Parameters.Add(new() { Value = SubscriptionName });
        command.Parameters.Add(new() { Value = Array.ConvertAll(keys, key => key.Name) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(keys, key => key.Person.Value) });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var counts = new Dictionary<(string Policy, PersonId Person), Tally>();
        while (await rows.ReadAsync(ct))
        {
            if (!rows.IsDBNull(0) && rows.GetInt64(0) >= events[0].Sequence)
            {
                return null;
            }

            if (!rows.IsDBNull(1))
            {
                counts[(rows.GetString(1), new PersonId(rows.GetGuid(2)))] =
                    new Tally(rows.GetInt64(3), rows.GetInt64(4), rows.GetInt64(5));
            }
        }

        return counts;
    }
}
