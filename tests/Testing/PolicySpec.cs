using HotMess.Domain.Kernel;
using Shouldly;

namespace HotMess.Testing;

/// <summary>Given an event, when a policy looks at it, then commands.</summary>
public static class PolicySpec
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>An event at a position of the log.</summary>
    public static GivenEvent Given(object data, long position = 7) =>
        new(new Cause(position, Noon, new StreamName("a-stream")), data);

    /// <summary>An event that a policy is shown.</summary>
    public sealed record GivenEvent(Cause Cause, object Data)
    {
        /// <summary>Exactly these commands follow, in this order; and each time the same.</summary>
        public void Then(Policy policy, params Reaction[] expected)
        {
            policy.Handles.ShouldBe(Data.GetType());
            policy.React(Cause, Data).ShouldBe(expected);
            policy.React(Cause, Data).ShouldBe(expected);
            expected.Select(reaction => reaction.For?.Value).ShouldBeUnique();
        }
    }
}
