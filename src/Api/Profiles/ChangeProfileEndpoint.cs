using System.Buffers;
using System.Text.Json;
using HotMess.Api.Accounts;
using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Profiles;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Profiles;

/// <summary>A change of a profile.</summary>
/// <param name="Changes">Column and value, e.g. <c>{"bio": "Hello", "age": 30}</c>; null empties a column.</param>
/// <param name="From">For whom an importer acts.</param>
/// <param name="OccurredAt">When it was, where an importer says so.</param>
public sealed record ChangeProfileRequest(
    Dictionary<string, JsonElement> Changes, PersonId? From = null, DateTimeOffset? OccurredAt = null);

/// <summary>Sets and clears columns of the caller's profile.</summary>
public static class ChangeProfileEndpoint
{
    /// <summary>Answers <c>person_id</c>.</summary>
    [WolverinePost("/v1/profile")]
    [Allow(Role.Authenticated, Role.Admin, Role.Importer)]
    [Answers(typeof(PersonDocument))]
    public static async Task<IResult> Post(
        ChangeProfileRequest request,
        Caller caller,
        CommandId id,
        Commands commands,
        UsernameStreams usernames,
        CancellationToken ct)
    {
        if (request.Changes.Values.Any(value => !ProfileColumn.IsReadable(value)))
        {
            // No text of any language, so that it can neither be compared with what was sent before nor be kept.
            return Problems.Of(ProfileRejections.ValueInvalid);
        }

        var person = caller.ActsFor(request.From);
        var key = id.KeyOf(caller);
        var input = Commands.Input("change_profile", request with { Changes = Ordered(request.Changes) });
        var change = new ChangeProfile.Command(
            caller.Person, person, request.Changes, null, null, caller.Dates(request.OccurredAt) ?? default);
        var result = (CommandResult?)null;
        for (var look = 0; look < UsernameStreams.MostLooks && UsernameStreams.HasMoved(result); look++)
        {
            if (request.Changes.TryGetValue(ProfileColumns.Username, out var username))
            {
                // The reservation that he holds is named in his profile only, so the profile is looked at first.
                var (known, seen) = await commands.LookAsync(
                    key, input, [StreamUse.Of<Profile>(StreamName.Profile(person))], ct);
                if (known is not null)
                {
                    return Commands.Answer(known);
                }

                change = change with
                {
                    Held = seen.Get<Profile>(0).UsernameStream is { } held ? new StreamName(held) : null,
                    Wanted = Text(username) is { } name ? usernames.Of(name) : null,
                };
            }

            result = await commands.ExecuteAsync(Request(key, input, change, request.OccurredAt is not null), ct);
        }

        return Commands.Answer(result!);
    }

    private static CommandRequest Request(
        CommandKey key, ReadOnlyMemory<byte> input, ChangeProfile.Command change, bool isDated)
    {
        List<StreamUse> streams =
        [
            StreamUse.Of<Profile>(StreamName.Profile(change.Person)),
            StreamUse.Of<Account>(StreamName.Account(change.Person)),
        ];
        var (wanted, held) = (IndexOf(streams, change.Wanted), IndexOf(streams, change.Held));
        return new CommandRequest(key, change.Person, input, streams, (states, time) => ChangeProfile.Decide(
            states.Get<Profile>(0),
            states.Get<Account>(1),
            wanted is { } w ? states.Get<UsernameReservation>(w) : null,
            held is { } h ? states.Get<UsernameReservation>(h) : null,
            isDated ? change : change with { At = time.Now, IsNow = true }));
    }

    private static int? IndexOf(List<StreamUse> streams, StreamName? reservation)
    {
        if (reservation is not { } name)
        {
            return null;
        }

        if (streams.FindIndex(use => use.Name == name) is >= 0 and var index)
        {
            return index;
        }

        streams.Add(StreamUse.Of<UsernameReservation>(name, usuallyNew: true));
        return streams.Count - 1;
    }

    // What is no username is refused by the decision; here it only has no reservation.
    private static string? Text(JsonElement value) =>
        ProfileColumns.Find(ProfileColumns.Username)!.Takes(value) ? value.GetString() : null;

    private static Dictionary<string, JsonElement> Ordered(Dictionary<string, JsonElement> changes) =>
        changes.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .ToDictionary(pair => pair.Key, pair => Plain(pair.Key, pair.Value), StringComparer.Ordinal);

    // However it was spelt; what the column does not take is refused as it is.
    private static JsonElement Plain(string name, JsonElement value)
    {
        if (ProfileColumns.Find(name) is not { } column || !column.Takes(value))
        {
            return value;
        }

        var written = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(written))
        {
            column.Write(writer, value);
        }

        return JsonElement.Parse(written.WrittenSpan);
    }
}
