using System.Collections.Concurrent;
using System.Reflection;
using HotMess.Integrations.Postgres.EventLog;
using JasperFx.Events;

namespace HotMess.Projections.Runtime.Rebuild;

/// <summary>Events of the log as a projection is given them by the daemon.</summary>
internal static class BuildEvents
{
    private static readonly ConcurrentDictionary<Type, Func<object, IEvent>> Makers = new();

    private static readonly MethodInfo Generic =
        typeof(BuildEvents).GetMethod(nameof(Make), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static IEvent Of(LoggedEvent logged)
    {
        var made = Makers.GetOrAdd(
            logged.Data.GetType(),
            type => Generic.MakeGenericMethod(type).CreateDelegate<Func<object, IEvent>>())(logged.Data);
        made.Id = logged.Id;
        made.Sequence = logged.Position;
        made.StreamKey = logged.Stream;
        made.Version = logged.Version;
        made.Timestamp = logged.At;
        made.EventTypeName = logged.Type;
        made.CausationId = logged.Causation;
        return made;
    }

    private static Event<T> Make<T>(object data)
        where T : notnull => new((T)data);
}
