using HotMess.Domain.Kernel;

namespace HotMess.Domain.Accounts;

/// <summary>Whose one e-mail address is.</summary>
public sealed record EmailReservation(PersonId? Holder) : IFolded<EmailReservation>
{
    /// <inheritdoc />
    public static string StreamType => AccountEvents.EmailReservation;

    /// <inheritdoc />
    public static EmailReservation Initial { get; } = new((PersonId?)null);

    /// <inheritdoc />
    public static EmailReservation Evolve(EmailReservation state, object @event) => @event switch
    {
        EmailReserved e => new EmailReservation(e.Person),
        EmailReleased => Initial,
        _ => throw new UnknownEventException(typeof(EmailReservation), @event),
    };
}
