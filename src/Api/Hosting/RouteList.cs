using System.Text;
using Wolverine.Http;

namespace HotMess.Api.Hosting;

/// <summary>The contents page of the routes: docs/contracts/routes.md is written from what is served.</summary>
public static class RouteList
{
    /// <summary>Every route with its verb, path, handler and policy, ordered by path.</summary>
    public static string Write(IEnumerable<Endpoint> endpoints)
    {
        var text = new StringBuilder("# Routes\n\n"
            + "Written by `just codegen` from what the server serves; a test compares the two.\n\n"
            + "| verb | path | handler | policy |\n|---|---|---|---|\n");
        var rows =
            from endpoint in endpoints.OfType<RouteEndpoint>()
            from verb in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
            let path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
            orderby path, verb
            select $"| {verb} | `{path}` | {Handler(endpoint)} | {Policy(endpoint)} |\n";
        return text.AppendJoin("", rows).ToString();
    }

    private static string Handler(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpChain>() is { } chain
            ? $"{chain.EndpointType.Namespace!.Split('.')[^1]}/{chain.EndpointType.Name}.{chain.Method.Method.Name}"
            : "(framework)";

    private static string Policy(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<OpenToAllAttribute>() is not null ? "open to all"
        : endpoint.Metadata.GetMetadata<AllowAttribute>() is { } allow
            ? string.Join(", ", allow.Roles.Select(role => role.Of()))
        : "closed";
}
