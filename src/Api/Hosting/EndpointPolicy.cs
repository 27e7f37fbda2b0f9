using System.Reflection;
using FluentValidation;
using HotMess.Api.Profiles;
using JasperFx;
using JasperFx.CodeGeneration;
using JasperFx.CodeGeneration.Frames;
using JasperFx.CodeGeneration.Model;
using Wolverine.Http;
using Wolverine.Http.CodeGen;

namespace HotMess.Api.Hosting;

/// <summary>
/// How our endpoints are put together: the body is read strictly (Wolverine's own reader tells names of types) and its
/// shape is checked by the request's FluentValidation rules before the endpoint runs.
/// </summary>
internal sealed class EndpointPolicy : IHttpPolicy
{
    /// <inheritdoc />
    public void Apply(IReadOnlyList<HttpChain> chains, GenerationRules rules, IServiceContainer container)
    {
        foreach (var chain in chains)
        {
            if (chain.HasRequestType)
            {
                ReadStrictly(chain, chain.RequestType);
            }

            Describe(chain);
        }
    }

    private static void ReadStrictly(HttpChain chain, Type type)
    {
        var read = new ReadBodyFrame(type);
        var index = Array.FindIndex(chain.Method.Method.GetParameters(), parameter => parameter.ParameterType == type);
        chain.Middleware.RemoveAll(frame => frame.Creates.Contains(chain.Method.Arguments[index]));
        chain.Method.Arguments[index] = read.Body;
        chain.Middleware.Add(read);
    }

    private static void Describe(HttpChain chain)
    {
        var answer = chain.Method.Method.GetCustomAttribute<AnswersAttribute>();
        if (answer is not null)
        {
            chain.Metadata.Produces(StatusCodes.Status200OK, answer.Type, "application/json");
        }

        foreach (var status in Refusals(chain))
        {
            chain.Metadata.Produces(status, typeof(ProblemDocument), Problem.ContentType);
        }
    }

    // The router's own, 405, and those of too long a head, 414 and 431, are the same for every path.
    private static IEnumerable<int> Refusals(HttpChain chain)
    {
        var isQuestion = chain.HttpMethods.All(HttpMethods.IsGet);
        var isOpen = chain.Method.Method.GetCustomAttribute<OpenToAllAttribute>() is not null;
        int[] always = [400, 503];
        int[] ofCallers = isOpen && isQuestion ? [] : [401, 403, 404];
        int[] ofCommands = isQuestion ? [] : [409, 410, 422, 429];
        int[] ofBodies = chain.HasRequestType ? [413, 415] : [];
        return always.Concat(ofCallers).Concat(ofCommands).Concat(ofBodies).Order();
    }
}

/// <summary>The generated lines that read a body and check its shape.</summary>
internal sealed class ReadBodyFrame : AsyncFrame
{
    private readonly Type type;

    /// <summary>For one type of request.</summary>
    public ReadBodyFrame(Type type)
    {
        this.type = type;
        Body = new Variable(type, "request", this);
    }

    /// <summary>The request.</summary>
    public Variable Body { get; }

    /// <inheritdoc />
    public override void GenerateCode(GeneratedMethod method, ISourceWriter writer)
    {
        var read = $"{typeof(RequestBody).FullName}.{nameof(RequestBody.ReadAsync)}<{type.FullName}>";
        writer.Write($"var request = await {read}(httpContext);");
        if (type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IShaped<>)))
        {
            writer.Write($"{typeof(Shape).FullName}.{nameof(Shape.Check)}(request);");
        }

        Next?.GenerateCode(method, writer);
    }
}

/// <summary>
/// Gives endpoints their <see cref="Caller"/>, <see cref="CommandId"/> and <see cref="MinPosition"/> from the request.
/// </summary>
internal sealed class RequestParameters : IParameterStrategy
{
    private static readonly Type[] Known =
        [typeof(Caller), typeof(CommandId), typeof(MinPosition), typeof(PageRequest), typeof(ProfileSearch)];

    /// <inheritdoc />
    public bool TryMatch(HttpChain chain, IServiceContainer container, ParameterInfo parameter, out Variable? variable)
    {
        var type = parameter.ParameterType;
        variable = Array.IndexOf(Known, type) < 0 ? null : new Variable(type, $"{type.FullName}.Of(httpContext)");
        return variable is not null;
    }
}

/// <summary>A request that says what a good one looks like.</summary>
/// <typeparam name="TSelf">The request.</typeparam>
public interface IShaped<TSelf>
    where TSelf : class, IShaped<TSelf>
{
    /// <summary>The rules; one instance.</summary>
    static abstract IValidator<TSelf> Rules { get; }
}

/// <summary>Checks shapes.</summary>
public static class Shape
{
    /// <summary>Refuses a request that breaks its own rules, with every broken one by field (422).</summary>
    public static void Check<T>(T request)
        where T : class, IShaped<T>
    {
        var result = T.Rules.Validate(request);
        if (!result.IsValid)
        {
            var errors = result.Errors
                .GroupBy(error => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(error.PropertyName))
                .ToDictionary(group => group.Key, group => group.Select(error => error.ErrorMessage).ToArray());
            throw new ProblemException(Problems.Invalid(errors));
        }
    }
}

/// <summary>The shape of an endpoint's good answer, for the OpenAPI document.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AnswersAttribute(Type type) : Attribute
{
    /// <summary>The answer's type.</summary>
    public Type Type { get; } = type;
}

/// <summary>A problem document as it is described to clients.</summary>
/// <param name="Error">The title again, for the front end's own routes.</param>
/// <param name="Errors">Per field of the request, what is wrong with it.</param>
public sealed record ProblemDocument(
    string Type,
    string Title,
    int Status,
    string Code,
    string? Error = null,
    string? Detail = null,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors = null);
