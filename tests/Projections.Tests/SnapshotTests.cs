using System.Text.Json;
using HotMess.Domain.Chats;
using HotMess.Domain.Coins;
using HotMess.Domain.Kernel;
using HotMess.Domain.Xp;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Projections.Chats;
using HotMess.Projections.Coins;
using HotMess.Projections.Tests.Kit;
using HotMess.Projections.Xp;
using Shouldly;
using Xunit;

namespace HotMess.Projections.Tests;

/// <summary>What the rows of accounts and threads say to verbs is what the streams say, by any pages.</summary>
public sealed class SnapshotTests
{
    private const int Events = 240;

    private static readonly PersonId[] People =
        [.. Enumerable.Range(10, 4).Select(i => new PersonId(new Guid(0, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, (byte)i)))];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(1_000)]
    public async Task The_rows_of_accounts_are_the_states_of_their_streams(int page)
    {
        var chance = new Random(page);
        await using var bed = await ProjectionBed.CreateAsync();
        var events = new List<NewEvent>();
        for (var i = 0; i < Events; i++)
        {
            events.AddRange([Coin(chance, i), Xp(chance, i)]);
            await bed.Log.AppendAsync([.. events[^2..]]);
        }

        await bed.ApplyAsync("Coins", page);
        await bed.ApplyAsync("Xp", page);

        await HoldsAsync<CoinAccount>(bed, CoinSnapshots.Reader(1), StreamName.Coins, events);
        await HoldsAsync<XpAccount>(bed, XpSnapshots.Reader(1), StreamName.Xp, events);
        await using var connection = await bed.Access.App.OpenConnectionAsync();
        string[] all = [.. People.Select(person => StreamName.Coins(person).Value)];
        (await CoinSnapshots.Reader()(connection, all, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task They_are_after_a_walk_through_every_verb()
    {
        await using var bed = await ProjectionBed.CreateAsync();
        var walk = new History(7, bed.Log).Walk(300, erase: true);
        await bed.Log.AppendAsync(walk.Events);
        await bed.ApplyAsync("Coins", 40);
        await bed.ApplyAsync("Xp", 40);

        await bed.ApplyAsync("Chats", 40);

        await HoldsAsync<CoinAccount>(bed, CoinSnapshots.Reader(1), walk);
        await HoldsAsync<XpAccount>(bed, XpSnapshots.Reader(1), walk);
        await HoldsAsync<ChatThread>(bed, ThreadSnapshots.Reader(1), walk);
    }

    private static async Task HoldsAsync<TState>(ProjectionBed bed, SnapshotReader reader, History walk)
        where TState : class, IFolded<TState>
    {
        await using var connection = await bed.Access.App.OpenConnectionAsync();
        var states = walk.States.Where(one => one.Value is TState)
            .ToDictionary(one => one.Key.Value, one => Shown(one.Value));
        states.Count.ShouldBeGreaterThan(2);
        var snapshots = await reader(connection, [.. states.Keys], CancellationToken.None);
        snapshots.ToDictionary(one => one.Key, one => Shown(one.Value.State)).ShouldBe(states, ignoreOrder: true);
        foreach (var (stream, snapshot) in snapshots)
        {
            snapshot.Version.ShouldBe(walk.Events.Count(e => e.Stream.Value == stream));
        }
    }

    // A thread holds a list, in whatever order: shown as text, with every property that it has or gets.
    private static object Shown(object state) => state is ChatThread thread
        ? JsonSerializer.Serialize(
            thread with { Participants = [.. thread.Participants.OrderBy(one => one.Person.Value)] })
        : state;

    private static async Task HoldsAsync<TState>(
        ProjectionBed bed, SnapshotReader reader, Func<PersonId, StreamName> streamOf, List<NewEvent> events)
        where TState : class, IFolded<TState>
    {
        await using var connection = await bed.Access.App.OpenConnectionAsync();
        string[] streams = [.. People.Select(person => streamOf(person).Value)];
        var snapshots = await reader(connection, streams, CancellationToken.None);
        snapshots.Keys.ShouldBe(streams, ignoreOrder: true);
        foreach (var (stream, snapshot) in snapshots)
        {
            object[] own = [.. events.Where(e => e.Stream.Value == stream).Select(e => e.Data)];
            snapshot.Version.ShouldBe(own.Length);
            snapshot.State.ShouldBe(own.Aggregate(TState.Initial, TState.Evolve));
        }
    }

    // Days of taps come late now and then; the last person has a tier and nothing else.
    private static NewEvent Coin(Random chance, int i)
    {
        var (person, amount) = (People[chance.Next(4)], chance.Next(1, 9));
        var entry = new CoinEntryId(Guid.CreateVersion7());
        return new NewEvent(StreamName.Coins(person), chance.Next(7) switch
        {
            0 => new CoinsSpent(person, entry, person, amount, CoinSink.Boost, $"r{i}"),
            1 => new CoinsAdjusted(null, entry, person, -amount, null),
            2 => new CoinsReceived(person, entry, new CoinTransferId(entry.Value), People[0], person, amount),
            3 => new CoinsCredited(null, entry, person, amount, CoinSource.Bonus, $"r{i}", null),
            _ => new CoinsCredited(
                null, entry, person, amount, CoinSource.Tap, $"r{i}", 20_000 + (i / 40) - chance.Next(3)),
        });
    }

    private static NewEvent Xp(Random chance, int i)
    {
        var (person, tier) = (People[chance.Next(4)], (XpTier)chance.Next(3));
        return new NewEvent(
            StreamName.Xp(person),
            chance.Next(4) == 0 || person == People[3]
                ? new XpTierSet(null, person, tier)
                : new XpAwarded(
                    null, new(Guid.CreateVersion7()), person, XpAction.Challenge, chance.Next(-5, 90), $"x{i}", null));
    }
}
