using HotMess.Api.Hosting;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using Wolverine.Http;

namespace HotMess.Api.Profiles;

/// <summary>Profiles by an address or by a part of a name.</summary>
public static class FindProfilesEndpoint
{
    private static readonly CallerStatement Sql = Reads.Statement("Profiles/find_profiles.sql");

    /// <summary>Whom the caller may see, by username.</summary>
    [WolverineGet("/v1/profiles")]
    [Allow(Role.Authenticated, Role.Admin, Role.ServiceRole)]
    [Answers(typeof(ProfilesDocument))]
    public static ValueTask<IResult> Get(
        Caller caller, MinPosition min, ProfileSearch search, Reads reads, CancellationToken ct) => reads.JsonAsync(
        caller,
        min,
        new CallerQuery(
            Sql,
            search.AddressParameter(),
            search.PatternParameter(),
            PageParameter.Of(ProfileSearch.MostFound)),
        "profiles",
        ct);
}

/// <summary>Found profiles as they are described to clients.</summary>
public sealed record ProfilesDocument(IReadOnlyList<ProfilesDocument.Item> Profiles)
{
    /// <summary>One profile, in short.</summary>
    public sealed record Item(
        PersonId PersonId, string? Username, string? DisplayName, string? AvatarUrl, string? Location, string? Bio);
}
