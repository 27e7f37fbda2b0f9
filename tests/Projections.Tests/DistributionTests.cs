using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Projections.Runtime;
using HotMess.Projections.Tests.Kit;
using HotMess.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shouldly;
using Xunit;

namespace HotMess.Projections.Tests;

/// <summary>Two processes share the projections, each of which runs in exactly one of them.</summary>
public sealed class DistributionTests : IAsyncLifetime
{
    private TestDatabase database = null!;
    private Integrations.Postgres.DatabaseAccess access = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        access = await database.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await access.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Two_processes_share_the_work_and_one_takes_over()
    {
        using var first = await ServerBed.StartAsync(access);
        await SettledAsync(first, nodes: 1);
        using var second = await ServerBed.StartAsync(access);
        await SettledAsync(second, nodes: 2);
        await RegisterAsync(first);
        await RegisterAsync(second);
        await ReachedAsync(second, 2);
        await first.StopAsync();
        await SettledAsync(second, nodes: 1);
        await RegisterAsync(second);
        await ReachedAsync(second, 3);
        (await database.ScalarAsync<long>("select count(*) from read_models.profiles")).ShouldBe(3);
        await second.StopAsync();
    }

    [Fact]
    public async Task A_rebuild_goes_through_the_agent_that_runs_on_afterwards()
    {
        using var host = await ServerBed.StartAsync(access);
        await SettledAsync(host, nodes: 1);
        for (var i = 0; i < 20; i++)
        {
            await RegisterAsync(host);
        }

        await ReachedAsync(host, 20);
        await database.ExecuteAsync("delete from read_models.profiles");
        await host.Services.GetRequiredService<ProjectionRebuild>().RebuildAsync("Accounts", CancellationToken.None);
        (await database.ScalarAsync<long>("select count(*) from read_models.profiles")).ShouldBe(20);
        await RegisterAsync(host);
        await ReachedAsync(host, 21);
        (await database.ScalarAsync<long>("select count(*) from read_models.profiles")).ShouldBe(21);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_projection_that_a_crash_of_the_database_moved_back_begins_again_from_there()
    {
        using var host = await ServerBed.StartAsync(access);
        await SettledAsync(host, nodes: 1);
        await RegisterAsync(host);
        await ReachedAsync(host, 1);
        await RegisterAsync(host);
        await ReachedAsync(host, 2);
        await database.ExecuteAsync("""
            update log.mt_event_progression set last_seq_id = 1 where name = 'Accounts:All';
            update log.projection_pages set position = 1 where projection = 'Accounts';
            delete from read_models.profiles
            where person_id = (select max(person_id::text)::uuid from read_models.profiles)
            """);
        await RegisterAsync(host);
        await ReachedAsync(host, 3);
        (await database.ScalarAsync<long>("select count(*) from read_models.profiles")).ShouldBe(3);
        await host.StopAsync();
    }

    private static Task SettledAsync(IHost host, int nodes) => Eventually.HoldsAsync(
        async () =>
        {
            var report = await host.Services.GetRequiredService<ProjectionHealth>().ReadAsync(CancellationToken.None);
            return report.Projections.All(p => p.Status == ProjectionStatus.Running)
                && report.Projections.Select(p => p.Node).Distinct().Count() == nodes;
        },
        $"every projection running, in {nodes} processes",
        TimeSpan.FromSeconds(30));

    private static Task ReachedAsync(IHost host, long position) => Eventually.HoldsAsync(
        async () => (await host.Services.GetRequiredService<ProjectionHealth>().ReadAsync(CancellationToken.None))
            .Projections.All(p => p.Position >= position),
        $"every projection at {position}",
        TimeSpan.FromSeconds(30));

    private static async Task RegisterAsync(IHost host)
    {
        var person = new PersonId(Guid.CreateVersion7());
        var stream = StreamName.Account(person);
        var result = await host.Services.GetRequiredService<EventLog>().ExecuteAsync(
            new CommandRequest(
                CommandKey.Of("test", person.ToString()),
                person,
                new byte[] { 1 },
                [StreamUse.Of<Account>(stream, usuallyNew: true)],
                (_, _) => Decision.Append(
                    stream,
                    new PersonRegistered(null, person, SealedText.Of("x@example.org"), null, null)
                    {
                        EmailStream = "email-" + person,
                    }))
            {
                NewSubject = person,
            },
            CancellationToken.None);
        result.ShouldBeOfType<CommandResult.Accepted>();
    }
}
