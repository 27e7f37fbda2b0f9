using System.Reflection;
using HotMess.Domain.Kernel;
using JasperFx;
using JasperFx.CodeGeneration.Model;
using Wolverine.Http;
using Wolverine.Http.CodeGen;

namespace HotMess.Api.Hosting;

/// <summary>
/// A typed id that the route names, <c>{thread_id}</c> for the parameter <c>thread</c>; what is no uuid, or no venue's
/// name, is answered like what does not exist (404).
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class PathIdAttribute : Attribute
{
    /// <summary>What is absent where there is no such id, e.g. <c>profile</c>; null for what the name says.</summary>
    public string? What { get; init; }
}

/// <summary>Reads typed ids out of paths.</summary>
public static class PathId
{
    /// <summary>The id that route value <paramref name="name"/> holds; else <paramref name="what"/> is absent, or what
    /// the name says.</summary>
    public static Guid Of(HttpContext context, string name, string? what = null) =>
        Guid.TryParseExact(context.Request.RouteValues[name] as string, "D", out var id)
            ? id
            : throw new ProblemException(Problems.Absent(what ?? name.Replace("_id", "", StringComparison.Ordinal)));

    /// <summary>The venue that route value <paramref name="name"/> names.</summary>
    public static VenueId VenueOf(HttpContext context, string name) =>
        context.Request.RouteValues[name] is string value && new VenueId(value) is { IsWellFormed: true } venue
            ? venue
            : throw new ProblemException(Problems.Absent("venue"));
}

/// <summary>Binds parameters that carry <see cref="PathIdAttribute"/>.</summary>
internal sealed class PathIdParameters : IParameterStrategy
{
    /// <inheritdoc />
    public bool TryMatch(HttpChain chain, IServiceContainer container, ParameterInfo parameter, out Variable? variable)
    {
        variable = null;
        if (parameter.GetCustomAttribute<PathIdAttribute>() is not { } named)
        {
            return false;
        }

        var type = parameter.ParameterType;
        var name = chain.RoutePattern!.Parameters.Single(part => part.Name == parameter.Name + "_id").Name;
        var read = $"{typeof(PathId).FullName}.";
        var what = named.What is null ? "" : $", \"{named.What}\"";
        variable = new Variable(
            type,
            type == typeof(VenueId)
                ? $"{read}{nameof(PathId.VenueOf)}(httpContext, \"{name}\")"
                : $"new {type.FullName}({read}{nameof(PathId.Of)}(httpContext, \"{name}\"{what}))");
        return type == typeof(VenueId) || typeof(ITypedId).IsAssignableFrom(type);
    }
}
