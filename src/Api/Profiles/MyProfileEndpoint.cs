using HotMess.Api.Hosting;
using Wolverine.Http;

namespace HotMess.Api.Profiles;

/// <summary>The caller's own profile, with what is his alone.</summary>
public static class MyProfileEndpoint
{
    /// <summary>Whole.</summary>
    [WolverineGet("/v1/profile")]
    [Allow(Role.Authenticated, Role.Admin)]
    [Answers(typeof(ProfileDocument))]
    public static ValueTask<IResult> Get(Caller caller, MinPosition min, Reads reads, CancellationToken ct) =>
        ReadProfileEndpoint.ReadAsync(caller.Self(), caller, min, reads, ct);
}
