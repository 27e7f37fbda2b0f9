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
    /// <summary>Where it is.</summary>
    public const string Path = "/openapi/v1.json";

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
            // What stands inside a document is named with it: each list has items of its own.
            options.CreateSchemaReferenceId = info =>
                OpenApiOptions.CreateDefaultSchemaReferenceId(info) is { } name
                    ? info.Type.DeclaringType?.Name + name
                    : null;
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

        var parameters = chain.Method.Method.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        DescribePath(operation);
        DescribeHeaders(operation, parameters.Contains(typeof(CommandId)));
        foreach (var described in parameters.SelectMany(Describe))
        {
            (operation.Parameters ??= []).Add(described);
        }

        return Task.CompletedTask;
    }

    private static void DescribePath(OpenApiOperation operation)
    {
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
        {
            if (parameter.Name?.EndsWith("_id", StringComparison.Ordinal) == true && parameter.Name != "venue_id")
            {
                parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" };
            }
        }
    }

    private static void DescribeHeaders(OpenApiOperation operation, bool isCommand)
    {
        foreach (var (status, response) in operation.Responses ?? [])
        {
            foreach (var (name, type) in HeadersOf(status, isCommand))
            {
                var headers = ((OpenApiResponse)response).Headers ??= new Dictionary<string, IOpenApiHeader>();
                headers[name] = new OpenApiHeader { Schema = new OpenApiSchema { Type = type } };
            }
        }
    }

    private static OpenApiParameter[] Describe(Type parameter) =>
        parameter == typeof(CommandId) ? [Header(CommandId.Header, JsonSchemaType.String)]
        : parameter == typeof(MinPosition) ? [Header(MinPosition.Header, JsonSchemaType.Integer)]
        : parameter == typeof(PageRequest)
            ? [Query("limit", JsonSchemaType.Integer), Query("before", JsonSchemaType.String)]
        : parameter == typeof(ProfileSearch)
            ? [Query("address", JsonSchemaType.String), Query("name", JsonSchemaType.String)]
        : [];

    private static IEnumerable<(string Name, JsonSchemaType Type)> HeadersOf(string status, bool isCommand)
    {
        if (status == "200" && isCommand)
        {
            yield return (CommandAnswer.PositionHeader, JsonSchemaType.Integer);
            yield return (CommandAnswer.ReplayedHeader, JsonSchemaType.Boolean);
        }

        if (status is "409" or "429" or "503")
        {
            yield return ("Retry-After", JsonSchemaType.Integer);
        }
    }

    private static OpenApiParameter Header(string name, JsonSchemaType type) =>
        new() { Name = name, In = ParameterLocation.Header, Schema = new OpenApiSchema { Type = type } };

    private static OpenApiParameter Query(string name, JsonSchemaType type) =>
        new() { Name = name, In = ParameterLocation.Query, Schema = new OpenApiSchema { Type = type } };

    private static Task Describe(OpenApiSchema schema, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (typeof(ITypedId).IsAssignableFrom(plain))
        {
            MakeText(schema);
            schema.Format = "uuid";
        }
        else if (plain == typeof(VenueId))
        {
            MakeText(schema);
            schema.MaxLength = VenueId.Longest;
        }
        else if (type.Name.EndsWith("Request", StringComparison.Ordinal))
        {
            schema.AdditionalPropertiesAllowed = false;
        }
        else if (plain == typeof(ProblemDocument) || plain == typeof(CommandDocument))
        {
            // A problem's own members, and the ids that a command made, each under its own name.
            schema.AdditionalProperties = new OpenApiSchema();
        }
        else if (plain.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
            schema.Default = null;
            schema.Enum = [.. Enum.GetNames(plain).Select(name =>
                (System.Text.Json.Nodes.JsonNode)JsonNamingPolicy.SnakeCaseLower.ConvertName(name))];
        }

        return Task.CompletedTask;
    }

    private static void MakeText(OpenApiSchema schema)
    {
        schema.Type = JsonSchemaType.String;
        schema.Properties = null;
        schema.Required = null;
    }
}
