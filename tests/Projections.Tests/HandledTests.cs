using System.Runtime.CompilerServices;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using Shouldly;
using Xunit;

namespace HotMess.Projections.Tests;

/// <summary>A page has an arm for an event only if it says that it takes it: else it would never be given it.</summary>
public sealed class HandledTests
{
    public static TheoryData<string> Names =>
        [.. Known.Select(projection => projection.Name)];

    private static IReadOnlyList<SetProjection> Known => All.Of((page, _) =>
        ValueTask.FromResult<IReadOnlyList<object>>([.. page.Select(stored => stored.Data)]));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_page_takes_nothing_that_it_does_not_name(string name)
    {
        var projection = Known.Single(one => one.Name == name);
        var others = EventCatalog.All.Select(contract => contract.Type).Except(projection.Handled).ToArray();
        others.ShouldNotBeEmpty();
        foreach (var type in others)
        {
            var failed = await Should.ThrowAsync<ApplyEventException>(
                () => projection.ApplyAsync(null!, [Stored(type)], default));
            (failed.InnerException is UnhandledEventException or UnknownEventException).ShouldBeTrue(type.Name);
        }
    }

    private static IEvent Stored(Type type) => (IEvent)Activator.CreateInstance(
        typeof(Event<>).MakeGenericType(type), RuntimeHelpers.GetUninitializedObject(type))!;
}
