using System.Text.Json;
using HotMess.Domain.Kernel;
using Shouldly;

namespace HotMess.Testing;

/// <summary>Given events, when a command, then events, nothing, or one named rejection.</summary>
public static class Spec
{
    /// <summary>A stream with these events behind it.</summary>
    public static Given<TState> Given<TState>(params object[] events)
        where TState : class, IFolded<TState> =>
        new(events.Aggregate(TState.Initial, TState.Evolve));
}

/// <summary>A state that a verb is put to.</summary>
public sealed class Given<TState>(TState state)
    where TState : class, IFolded<TState>
{
    /// <summary>The state itself.</summary>
    public TState State => state;

    /// <summary>Puts the verb to the state.</summary>
    public Outcome<TState> When(Func<TState, Decision> decide) => new(state, decide, decide(state));
}

/// <summary>What a verb decided.</summary>
public sealed class Outcome<TState>(TState state, Func<TState, Decision> decide, Decision decision)
    where TState : class, IFolded<TState>
{
    /// <summary>The decision itself.</summary>
    public Decision Decision => decision;

    /// <summary>Exactly these events, in this order.</summary>
    public Outcome<TState> Then(params object[] events)
    {
        decision.Rejection.ShouldBeNull();
        decision.Events.Select(e => Told(e.Data)).ShouldBe(events.Select(Told));
        return this;
    }

    // By content: a record that holds a list is equal only to itself.
    private static string Told(object @event) =>
        @event.GetType().Name + " " + JsonSerializer.Serialize(@event, @event.GetType());

    /// <summary>Already in effect.</summary>
    public Outcome<TState> ThenNothing() => Then();

    /// <summary>This rejection, and no event.</summary>
    public Outcome<TState> ThenRejected(Rejection rejection)
    {
        decision.Events.ShouldBeEmpty();
        decision.Rejection.ShouldBe(rejection);
        return this;
    }

    /// <summary>
    /// The same verb put to the state after its own events yields no events. Only for a verb all of whose events are
    /// of this state's stream.
    /// </summary>
    public Outcome<TState> AndAgainNothing()
    {
        var after = decision.Events.Select(e => e.Data).Aggregate(state, TState.Evolve);
        decide(after).Events.ShouldBeEmpty();
        return this;
    }
}
