using System.Reflection;
using HotMess.Domain.Kernel;
using JasperFx;
using JasperFx.CodeGeneration.Model;
using Wolverine.Http;
using Wolverine.Http.CodeGen;

namespace HotMess.Api.Hosting;

/// <summary>
/// A typed id that the route names, <c>{thread_id}</c> for the parameter <c>thread</c>; what is no uuid is answered
/// like what does not exist (404).
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class PathIdAttribute : Attribute;

/// <summary>Reads typed ids out of paths.</summary>
public static class PathId
{
    /// <summary>The id that route value <paramref name="name"/> holds.</summary>
    public static Guid Of(HttpContext context, string name) =>
        Guid.TryParseExact(context.Request.RouteValues[name] as string, "D", out var id)
            ? id
            : throw new ProblemException(Problems.Absent(name.Replace("_id", "", StringComparison.Ordinal)));
}

/// <summary>Binds parameters that carry <see cref="PathIdAttribute"/>.</summary>
internal sealed class PathIdParameters : IParameterStrategy
{
    /// <inheritdoc />
    public bool TryMatch(HttpChain chain, IServiceContainer container, ParameterInfo parameter, out Variable? variable)
    {
        variable = null;
        if (parameter.GetCustomAttribute<PathIdAttribute>() is null)
        {
            return false;
        }

        var type = parameter.ParameterType;
        var name = chain.RoutePattern!.Parameters.Single(named => named.Name == parameter.Name + "_id").Name;
        variable = new Variable(
            type, $"new {type.FullName}({typeof(PathId).FullName}.{nameof(PathId.Of)}(httpContext, \"{name}\"))");
        return typeof(ITypedId).IsAssignableFrom(type);
    }
}
