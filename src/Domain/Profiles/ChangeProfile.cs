using System.Text.Json;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;

namespace HotMess.Domain.Profiles;

/// <summary>
/// Sets and clears columns of a person's profile. Of two values of one column the later by time stands; what was set
/// at the same time or later than the command says is left as it is.
/// </summary>
public static class ChangeProfile
{
    /// <param name="By">Who does it; an importer acts for <paramref name="Person"/> with his own id, or null.</param>
    /// <param name="Changes">Column, or a further name of it, and value; null clears it.</param>
    /// <param name="Wanted">The reservation of the username that <paramref name="Changes"/> sets.</param>
    /// <param name="Held">The reservation that the profile was seen to hold; another username frees it.</param>
    /// <param name="At">The server's time, or the importer's.</param>
    /// <param name="IsNow">True where <paramref name="At"/> is the server's: then this change is the latest.</param>
    public sealed record Command(
        PersonId? By,
        PersonId Person,
        IReadOnlyDictionary<string, JsonElement> Changes,
        StreamName? Wanted,
        StreamName? Held,
        DateTimeOffset At,
        bool IsNow = false);

    /// <summary>
    /// Tells <c>person_id</c>. <paramref name="wanted"/> and <paramref name="held"/> are the states of the reservations
    /// that the command names.
    /// </summary>
    public static Decision Decide(
        Profile profile, Account account, UsernameReservation? wanted, UsernameReservation? held, Command command)
    {
        if (Shape(command) is { } malformed)
        {
            return Decision.Reject(malformed);
        }

        var changes = command.Changes.ToDictionary(pair => ProfileColumns.Find(pair.Key)!, pair => pair.Value);
        command = command with { At = TimeOf(profile, changes.Keys, command) };
        var effective = changes.Where(pair => Changes(profile, account, pair.Key, pair.Value, command.At)).ToArray();
        if (Refuse(profile, account, wanted, changes, effective, command) is { } no)
        {
            return Decision.Reject(no);
        }

        var decision = effective.Length == 0
            ? Decision.Nothing()
            : Decision.Append([.. Reservations(held, effective, command), Changed(effective, command)]);
        return decision.Telling("person_id", command.Person);
    }

    private static Rejection? Shape(Command command)
    {
        if (command.Changes.Count == 0)
        {
            return ProfileRejections.ChangeEmpty;
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var name in command.Changes.Keys.Order(StringComparer.Ordinal))
        {
            if (ProfileColumns.Find(name) is not { } column)
            {
                return About(ProfileRejections.ColumnUnknown, name);
            }

            if (!seen.Add(column.Name))
            {
                return About(ProfileRejections.ColumnTwice, name);
            }
        }

        var refused = command.Changes.Keys.Order(StringComparer.Ordinal)
            .FirstOrDefault(name => !ProfileColumns.Find(name)!.Takes(command.Changes[name]));
        return refused is not null ? About(ProfileRejections.ValueInvalid, refused)
            : !Instant.MayBeNamed(command.At) ? ProfileRejections.TimeOutOfRange
            : null;
    }

    private static DateTimeOffset TimeOf(Profile profile, IEnumerable<ProfileColumn> columns, Command command) =>
        command.IsNow
            ? columns.Aggregate(
                Instant.Truncate(command.At),
                (at, column) => profile.ChangedAt.TryGetValue(column.Name, out var last)
                    ? Instant.After(at, last)
                    : at)
            : command.At;

    private static Rejection About(Rejection rejection, string column) =>
        rejection with { Message = $"{rejection.Message} ({(column.Length > 60 ? column[..60] : column)})" };

    private static Rejection? Refuse(
        Profile profile,
        Account account,
        UsernameReservation? wanted,
        Dictionary<ProfileColumn, JsonElement> changes,
        KeyValuePair<ProfileColumn, JsonElement>[] effective,
        Command command) =>
        !account.IsPresent ? ProfileRejections.OwnerAbsent
        : changes.Any(pair => profile.Given.Contains(pair.Key.Name) && Reopens(pair.Key, pair.Value))
            ? ProfileRejections.GatePassed
        : IsComplete(profile, effective) && !IsNamed(profile, account, effective) ? ProfileRejections.NameMissing
        : Touches(effective) && wanted?.Holder is { } holder && holder != command.Person
            ? ProfileRejections.UsernameTaken
        : Touches(effective) && profile.UsernameStream != command.Held?.Value ? ProfileRejections.UsernameMoved
        : null;

    // A gate that is not passed is not passed by false either; one that is passed stays as it is.
    private static bool Changes(
        Profile profile, Account account, ProfileColumn column, JsonElement value, DateTimeOffset at) =>
        column.IsGate
            ? !IsNo(value) && !profile.Given.Contains(column.Name)
            : (!profile.ChangedAt.TryGetValue(column.Name, out var changed) || changed < Instant.Truncate(at))
                && (value.ValueKind != JsonValueKind.Null || Holds(profile, account, column.Name));

    private static bool Reopens(ProfileColumn column, JsonElement value) => column.IsGate && IsNo(value);

    private static bool IsNo(JsonElement value) => value.ValueKind is JsonValueKind.Null or JsonValueKind.False;

    private static bool Holds(Profile profile, Account account, string column) =>
        profile.Given.Contains(column)
        || (column == ProfileColumns.DisplayName && account.IsNamed && !profile.ChangedAt.ContainsKey(column));

    private static bool IsComplete(Profile profile, KeyValuePair<ProfileColumn, JsonElement>[] effective) =>
        profile.Given.Contains(ProfileColumns.OnboardingComplete)
        || effective.Any(pair => pair.Key.Name == ProfileColumns.OnboardingComplete);

    private static bool IsNamed(
        Profile profile, Account account, KeyValuePair<ProfileColumn, JsonElement>[] effective) =>
        ((string[])[ProfileColumns.Username, ProfileColumns.DisplayName]).Any(name =>
            Array.Find(effective, pair => pair.Key.Name == name) is { Key: not null } change
                ? change.Value.ValueKind != JsonValueKind.Null
                : Holds(profile, account, name));

    private static bool Touches(KeyValuePair<ProfileColumn, JsonElement>[] effective) =>
        effective.Any(pair => pair.Key.Name == ProfileColumns.Username);

    private static IEnumerable<NewEvent> Reservations(
        UsernameReservation? held, KeyValuePair<ProfileColumn, JsonElement>[] effective, Command command)
    {
        if (!Touches(effective) || command.Held == command.Wanted)
        {
            yield break;
        }

        if (command.Held is { } old && held?.Holder == command.Person)
        {
            yield return new(old, new UsernameReleased(command.Person));
        }

        if (command.Wanted is { } stream)
        {
            yield return new(stream, new UsernameReserved(command.Person));
        }
    }

    private static NewEvent Changed(KeyValuePair<ProfileColumn, JsonElement>[] effective, Command command)
    {
        var set = effective.Where(pair => pair.Value.ValueKind != JsonValueKind.Null).ToArray();
        return new(StreamName.Profile(command.Person), new ProfileChanged(
            command.By,
            command.Person,
            [.. set.Select(pair => pair.Key.Name).Order(StringComparer.Ordinal)],
            [.. effective.Except(set).Select(pair => pair.Key.Name).Order(StringComparer.Ordinal)],
            set.Length == 0 ? null : SealedText.Of(ProfileColumns.Write(set)),
            Touches(effective) ? command.Wanted?.Value : null,
            Instant.Truncate(command.At)));
    }
}
