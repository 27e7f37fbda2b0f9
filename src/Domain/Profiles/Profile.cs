using System.Collections.Immutable;
using HotMess.Domain.Kernel;

namespace HotMess.Domain.Profiles;

/// <summary>What verbs need to know of one profile: which columns are set and since when, but not to what.</summary>
/// <param name="ChangedAt">When each column was last set or cleared.</param>
/// <param name="Given">The columns that hold something.</param>
/// <param name="UsernameStream">The stream that reserves his username.</param>
public sealed record Profile(
    ImmutableDictionary<string, DateTimeOffset> ChangedAt, ImmutableHashSet<string> Given, string? UsernameStream)
    : IFolded<Profile>
{
    /// <inheritdoc />
    public static string StreamType => ProfileEvents.Profile;

    /// <inheritdoc />
    public static Profile Initial { get; } = new(
        ImmutableDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal),
        ImmutableHashSet.Create<string>(StringComparer.Ordinal),
        null);

    /// <inheritdoc />
    public static Profile Evolve(Profile state, object @event) => @event switch
    {
        ProfileChanged e => new Profile(
            state.ChangedAt.SetItems(e.Set.Concat(e.Cleared).Select(name => KeyValuePair.Create(name, e.At))),
            state.Given.Union(e.Set).Except(e.Cleared),
            e.Set.Concat(e.Cleared).Contains(ProfileColumns.Username) ? e.UsernameStream : state.UsernameStream),
        _ => throw new UnknownEventException(typeof(Profile), @event),
    };
}
