using System.Text.Json;
using System.Text.Json.Nodes;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Projections.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.Projections.Tests;

/// <summary>A state of any kind is the same after it was kept, and goes on as it would have.</summary>
public sealed class SnapshotTests
{
    private static readonly StreamFold[] Folds = [.. History.Folds.Values];

    [Fact]
    public async Task Every_state_of_a_walk_is_kept_whole()
    {
        await using var bed = await ProjectionBed.CreateAsync();
        var walk = new History(7, bed.Log).Walk(400, erase: true);
        foreach (var fold in Folds)
        {
            var streams = walk.States.Where(one => one.Value.GetType() == fold.StateType).ToArray();
            streams.ShouldNotBeEmpty($"no step of the walk makes a {fold.StateType.Name}.");
            foreach (var (name, state) in streams)
            {
                var events = walk.Events.Where(e => e.Stream == name).Select(e => e.Data).ToArray();
                for (var kept = 0; kept <= events.Length; kept += 1 + (events.Length / 8))
                {
                    var before = events[..kept].Aggregate(fold.Initial, fold.Evolve);
                    var read = KeptState.Of(name.Value, fold, new StreamState(before, kept))!.StateFor(fold)!.Value;
                    read.Version.ShouldBe(kept);
                    Shown(read.State).ShouldBe(Shown(before));
                    Shown(events[kept..].Aggregate(read.State, fold.Evolve)).ShouldBe(Shown(state));
                }
            }
        }
    }

    [Fact]
    public void What_another_program_kept_is_not_read()
    {
        var kept = KeptState.Of("stream", Folds[0], new StreamState(Folds[0].Initial, 7))!;

        kept.StateFor(Folds[0]).ShouldNotBeNull();
        (kept with { Program = kept.Program + "0" }).StateFor(Folds[0]).ShouldBeNull();
        kept.StateFor(Folds[1]).ShouldBeNull();
    }

    [Fact]
    public void Every_state_has_its_own_program() =>
        Folds.Select(fold => fold.Program).ShouldBeUnique();

    // With every property that it has or works out; within one process equal sets are gone through alike.
    private static string Shown(object state) => Shown(JsonSerializer.SerializeToNode(state, state.GetType()));

    private static string Shown(JsonNode? node) => node switch
    {
        JsonArray array => $"[{string.Join(", ", array.Select(Shown))}]",
        JsonObject properties => string.Join(
            ", ", properties.OrderBy(one => one.Key).Select(one => $"{one.Key}: {{{Shown(one.Value)}}}")),
        _ => node?.ToJsonString() ?? "null",
    };
}
