using System.Security.Cryptography;
using System.Text;

namespace HotMess.Domain.Kernel;

/// <summary>
/// The name of a stream, composed here and nowhere else. Permanent: see docs/formats.md. No name holds personal data.
/// </summary>
public readonly record struct StreamName(string Value)
{
    /// <summary>Everything that happened to one account.</summary>
    public static StreamName Account(PersonId person) => new("account-" + person.Value.ToString("N"));

    /// <summary>The sign-ins of one person.</summary>
    public static StreamName Sessions(PersonId person) => new("sessions-" + person.Value.ToString("N"));

    /// <summary>
    /// The reservation of one e-mail address; <paramref name="keyedHash"/> is 32 bytes, keyed by the database's secret.
    /// </summary>
    public static StreamName Email(ReadOnlySpan<byte> keyedHash) => new("email-" + Convert.ToHexStringLower(keyedHash));

    /// <summary>One person's profile.</summary>
    public static StreamName Profile(PersonId person) => new("profile-" + person.Value.ToString("N"));

    /// <summary>The reservation of one username; <paramref name="keyedHash"/> as for <see cref="Email"/>.</summary>
    public static StreamName Username(ReadOnlySpan<byte> keyedHash) =>
        new("username-" + Convert.ToHexStringLower(keyedHash));

    /// <summary>
    /// What is between two people, in both directions: taps and what came of them, favourites, blocks.
    /// </summary>
    public static StreamName TapPair(PersonId one, PersonId other) =>
        new("taps-" + DerivedId.OfPair("taps", one, other).ToString("N"));

    /// <summary>One thread with its messages.</summary>
    public static StreamName Thread(ThreadId thread) => new("thread-" + thread.Value.ToString("N"));

    /// <summary>What happened to one message after it was sent.</summary>
    public static StreamName Message(MessageId message) => new("message-" + message.Value.ToString("N"));

    /// <summary>One notification.</summary>
    public static StreamName Notification(NotificationId notification) =>
        new("notification-" + notification.Value.ToString("N"));

    /// <summary>What a person has read of his notifications at once.</summary>
    public static StreamName Notifications(PersonId person) => new("notifications-" + person.Value.ToString("N"));

    /// <summary>One person's sweat coins.</summary>
    public static StreamName Coins(PersonId person) => new("coins-" + person.Value.ToString("N"));

    /// <summary>
    /// One reference under which a person's coins move once: SHA-256 of what it is, for it may name anything.
    /// </summary>
    /// <param name="direction">earn, spend or adjust.</param>
    /// <param name="kind">The source or the sink; of an adjustment its type, a slash, and what its reference is one
    /// of.</param>
    public static StreamName CoinReference(string direction, PersonId person, string kind, string reference) =>
        new("coinref-" + Convert.ToHexStringLower(SHA256.HashData(
            Encoding.UTF8.GetBytes($"{direction}\n{person.Value}\n{kind}\n{reference}"))));

    /// <summary>One person's experience.</summary>
    public static StreamName Xp(PersonId person) => new("xp-" + person.Value.ToString("N"));

    /// <summary>One person's days in a row.</summary>
    public static StreamName Streak(PersonId person) => new("streak-" + person.Value.ToString("N"));

    /// <summary>What one person has unlocked.</summary>
    public static StreamName Achievements(PersonId person) => new("achievements-" + person.Value.ToString("N"));

    /// <summary>One reference under which a person's action is awarded once, as <see cref="CoinReference"/>.</summary>
    /// <param name="action">The action's name in the table; of an adjustment as for coins.</param>
    public static StreamName XpReference(PersonId person, string action, string reference) =>
        new("xpref-" + Convert.ToHexStringLower(SHA256.HashData(
            Encoding.UTF8.GetBytes($"{person.Value}\n{action}\n{reference}"))));

    /// <summary>One beacon.</summary>
    public static StreamName Beacon(BeaconId beacon) => new("beacon-" + beacon.Value.ToString("N"));

    /// <summary>All check-ins of one person, so that the rules between them hold.</summary>
    public static StreamName CheckIns(PersonId person) => new("checkins-" + person.Value.ToString("N"));

    /// <summary>What is known of one venue, named as its wars are.</summary>
    public static StreamName Venue(VenueId venue) =>
        new("venue-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(venue.Value))));

    /// <summary>The wars of one venue: SHA-256 of its name, which may name anything.</summary>
    public static StreamName VenueWar(VenueId venue) =>
        new("venuewar-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(venue.Value))));

    /// <inheritdoc />
    public override string ToString() => Value;
}
