using System.Text.Json;
using HotMess.Api.Profiles;
using HotMess.Domain.Kernel;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Wolverine.Http;

namespace HotMess.Api.Hosting;

/// <summary>
/// The OpenAPI document at <c>/openapi/v1.json</c>: what the routes' types and marks do not say by themselves.
/// </summary>
internal static class Description
{
    private const string Bearer = "bearer";

    /// <summary>Adds the document; it is made when it is first asked for.</summary>
    public static void AddDescription(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            options.SerializerOptions.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict;
        });
        services.AddOpenApi(options =>
        {
            options.AddDocumentTransformer((document, _, _) => Describe(document));
            options.AddOperationTransformer((operation, context, _) => Describe(operation, context));
            options.AddSchemaTransformer((schema, context, _) => Describe(schema, context.JsonTypeInfo.Type));
        });
    }

    private static Task Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo { Title = "HotMess", Version = "v1" };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.AddComponent(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = Bearer,
            BearerFormat = "JWT",
        });
        return Task.CompletedTask;
    }

    private static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var chain = metadata.OfType<HttpChain>().Single();
        operation.OperationId = chain.EndpointType.Name.Replace("Endpoint", "", StringComparison.Ordinal)
            + (chain.Method.Method.Name is "Get" or "Post" or "Delete" ? "" : chain.Method.Method.Name);
        operation.Summary = null;
        operation.Description = metadata.OfType<AllowAttribute>().SingleOrDefault() is { } allow
            ? "Roles: " + string.Join(", ", allow.Roles.Select(role => role.Of()))
            : null;
        var area = chain.EndpointType.Namespace!.Split('.')[^1];
        operation.Tags = new HashSet<OpenApiTagReference> { new(area, context.Document) };
        if (metadata.OfType<AllowAttribute>().Any())
        {
            operation.Security = [new() { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] }];
        }

        foreach (var parameter in chain.Method.Method.GetParameters())
        {
            foreach (var described in Describe(parameter.ParameterType))
            {
                (operation.Parameters ??= []).Add(described);
            }
        }

        return Task.CompletedTask;
    }

    private static OpenApiParameter[] Describe(Type parameter) =>
        parameter == typeof(CommandId) ? [Header(CommandId.Header, JsonSchemaType.String)]
        : parameter == typeof(MinPosition) ? [Header(MinPosition.Header, JsonSchemaType.Integer)]
        : parameter == typeof(PageRequest)
            ? [Query("limit", JsonSchemaType.Integer), Query("before", JsonSchemaType.String)]
        : parameter == typeof(ProfileSearch)
            ? [Query("address", JsonSchemaType.String), Query("name", JsonSchemaType.String)]
        : [];

    private static OpenApiParameter Header(string name, JsonSchemaType type) =>
        new() { Name = name, In = ParameterLocation.Header, Schema = new OpenApiSchema { Type = type } };

    private static OpenApiParameter Query(string name, JsonSchemaType type) =>
        new() { Name = name, In = ParameterLocation.Query, Schema = new OpenApiSchema { Type = type } };

    private static Task Describe(OpenApiSchema schema, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (typeof(ITypedId).IsAssignableFrom(plain))
        {
            schema.Type = JsonSchemaType.String;
            schema.Format = "uuid";
            schema.Properties = null;
            schema.Required = null;
        }
        else if (plain.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. Enum.GetNames(plain).Select(name =>
                (System.Text.Json.Nodes.JsonNode)JsonNamingPolicy.SnakeCaseLower.ConvertName(name))];
        }

        return Task.CompletedTask;
    }
}
