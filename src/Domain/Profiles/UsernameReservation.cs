using HotMess.Domain.Kernel;

namespace HotMess.Domain.Profiles;

/// <summary>Whose one username is.</summary>
public sealed record UsernameReservation(PersonId? Holder) : IFolded<UsernameReservation>
{
    /// <inheritdoc />
    public static string StreamType => ProfileEvents.UsernameReservation;

    /// <inheritdoc />
    public static UsernameReservation Initial { get; } = new((PersonId?)null);

    /// <inheritdoc />
    public static UsernameReservation Evolve(UsernameReservation state, object @event) => @event switch
    {
        UsernameReserved e => new UsernameReservation(e.Person),
        UsernameReleased => Initial,
        _ => throw new UnknownEventException(typeof(UsernameReservation), @event),
    };
}
