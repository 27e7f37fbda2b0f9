using System.Text.Json;
using HotMess.Api.Hosting;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using NpgsqlTypes;
using Wolverine.Http;

namespace HotMess.Api.Profiles;

/// <summary>Somebody's profile, as the caller may see it.</summary>
public static class ReadProfileEndpoint
{
    private static readonly CallerStatement Sql = Reads.Statement("Profiles/read_profile.sql");

    /// <summary>404 where it is hidden or a block stands between, as where there is none.</summary>
    [WolverineGet("/v1/profiles/{person_id}")]
    [Allow(Role.Authenticated, Role.Admin, Role.ServiceRole)]
    [Answers(typeof(ProfileDocument))]
    public static ValueTask<IResult> Get(
        [PathId(What = "profile")] PersonId person,
        Caller caller,
        MinPosition min,
        Reads reads,
        CancellationToken ct) =>
        ReadAsync(person, caller, min, reads, ct);

    internal static ValueTask<IResult> ReadAsync(
        PersonId person, Caller caller, MinPosition min, Reads reads, CancellationToken ct) => reads.JsonAsync(
        caller,
        min,
        new CallerQuery(Sql, new PageParameter(person.Value, NpgsqlDbType.Uuid)),
        "profile",
        ct);
}

/// <summary>A profile as it is described to clients.</summary>
/// <param name="Email">The address where the caller may know it, else an alias; either names the person.</param>
/// <param name="Shown">The columns that others see, where they hold something.</param>
/// <param name="Settings">The columns that are the owner's alone; absent for others.</param>
public sealed record ProfileDocument(
    PersonId PersonId,
    string Email,
    Dictionary<string, JsonElement> Shown,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    Dictionary<string, JsonElement>? Settings = null);
