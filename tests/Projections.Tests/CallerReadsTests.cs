using System.Diagnostics;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using HotMess.Projections.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.Projections.Tests;

/// <summary>A read waits for what its caller has written, and leaves nothing of him on its connection.</summary>
public sealed class CallerReadsTests : IAsyncLifetime
{
    private static readonly CallerQuery Everyone = new(new CallerStatement("select count(*) from public.profiles"));
    private ProjectionBed bed = null!;
    private CallerReads reads = null!;

    public async ValueTask InitializeAsync()
    {
        bed = await ProjectionBed.CreateAsync();
        reads = new CallerReads(bed.Access.Reader, TimeProvider.System);
    }

    public ValueTask DisposeAsync() => bed.DisposeAsync();

    [Fact]
    public async Task A_read_waits_for_its_position()
    {
        await RegisterAsync();
        var read = CountAsync(1).AsTask();
        read.IsCompleted.ShouldBeFalse();
        using var daemon = await bed.StartDaemonAsync();
        bed.Wakeup.Set();
        (await read).ShouldBe(1);
        for (var i = 2; i < 30; i++)
        {
            await RegisterAsync();
            bed.Wakeup.Set();
            (await CountAsync(i)).ShouldBe(i);
        }
    }

    [Fact]
    public async Task A_late_projection_is_told_after_a_bounded_wait()
    {
        await RegisterAsync();
        var watch = Stopwatch.StartNew();
        await Should.ThrowAsync<PositionNotReachedException>(async () => await CountAsync(1));
        watch.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(5));
        (await CountAsync(0)).ShouldBe(0);
    }

    [Fact]
    public async Task A_position_from_the_future_is_refused_at_once()
    {
        await RegisterAsync();
        var watch = Stopwatch.StartNew();
        await Should.ThrowAsync<PositionBeyondLogException>(async () => await CountAsync(2));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Two_callers_on_one_connection_see_nothing_of_each_other()
    {
        await using var access = await Integrations.Postgres.DatabaseAccess.OpenAsync(
            bed.Owner.ConnectionString, poolSize: 1, CancellationToken.None);
        var one = new CallerReads(access.Reader, TimeProvider.System);
        var (ann, bob) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var who = "select coalesce(v1.caller()::text, 'nobody') || ' ' || current_user";
        for (var i = 0; i < 4; i++)
        {
            (await one.TextAsync(ReadingCaller.Person(ann), who)).ShouldBe($"{ann} authenticated");
            (await one.TextAsync(ReadingCaller.Anonymous, who)).ShouldBe("nobody anon");
            await Should.ThrowAsync<Exception>(() => one.TextAsync(ReadingCaller.Person(ann), "select 1 / 0 :: text"));
            (await one.TextAsync(ReadingCaller.Person(bob), who)).ShouldBe($"{bob} authenticated");
            await using var plain = access.Reader.CreateCommand(
                "select current_user || coalesce(current_setting('request.jwt.claim.sub', true), '')");
            (await plain.ExecuteScalarAsync()).ShouldBe("hotmess_reader");
        }
    }

    private ValueTask<long> CountAsync(long position) => reads.ReadAsync(
        ReadingCaller.Service,
        Everyone with { MinPosition = position },
        async (rows, ct) => await rows.ReadAsync(ct) ? rows.GetInt64(0) : -1,
        CancellationToken.None);

    private Task RegisterAsync()
    {
        var person = new PersonId(Guid.CreateVersion7());
        return bed.Log.AppendAsync(new NewEvent(
            StreamName.Account(person),
            new PersonRegistered(null, person, null, null, null) { EmailStream = "email-1" }));
    }
}
