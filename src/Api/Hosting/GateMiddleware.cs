namespace HotMess.Api.Hosting;

/// <summary>
/// Between routing and endpoint: who is it, may his role do this, has he sent too much. Endpoints that name no roles
/// are closed, except those that are marked <see cref="OpenToAllAttribute"/>.
/// </summary>
internal sealed class GateMiddleware(
    RequestDelegate next, Tokens tokens, EndedSessions ended, RateLimits limits)
{
    private const string Scheme = "Bearer ";

    /// <summary>Runs the request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        // What is no RouteEndpoint is the router's own no: 405 or 415.
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            return next(context);
        }

        if (endpoint.Metadata.GetMetadata<OpenToAllAttribute>() is not null)
        {
            var wait = IsCommand(context) ? limits.CountAddress(context.Connection.RemoteIpAddress) : null;
            return wait is { } w ? Problems.TooMany(w).ExecuteAsync(context) : next(context);
        }

        var verification = VerifyAsync(context);
        return verification.IsCompletedSuccessfully
            ? Enter(context, endpoint, verification.Result)
            : EnterAsync(context, endpoint, verification);
    }

    private async Task EnterAsync(HttpContext context, Endpoint endpoint, ValueTask<Caller?> verification) =>
        await Enter(context, endpoint, await verification);

    private Task Enter(HttpContext context, Endpoint endpoint, Caller? caller)
    {
        if (caller is null)
        {
            var wait = limits.CountAddress(context.Connection.RemoteIpAddress);
            return (wait is { } w ? Problems.TooMany(w) : NoOrBad(context)).ExecuteAsync(context);
        }

        if (endpoint.Metadata.GetMetadata<AllowAttribute>()?.Has(caller.Role) != true)
        {
            return Problems.NotForThisRole(caller.Role).ExecuteAsync(context);
        }

        if (IsCommand(context) && !caller.Role.IsTrusted())
        {
            var wait = limits.CountAddress(context.Connection.RemoteIpAddress) ?? limits.CountAccount(caller.Name);
            if (wait is { } w)
            {
                return Problems.TooMany(w).ExecuteAsync(context);
            }
        }

        caller.Enter(context);
        return next(context);
    }

    private static bool IsCommand(HttpContext context) => !HttpMethods.IsGet(context.Request.Method);

    private static Problem NoOrBad(HttpContext context) =>
        context.Request.Headers.Authorization.Count == 0 ? Problems.NoToken() : Problems.BadToken();

    private ValueTask<Caller?> VerifyAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization;
        if (header.Count != 1
            || header[0] is not { } value
            || !value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return ValueTask.FromResult<Caller?>(null);
        }

        var verification = tokens.VerifyAsync(value[Scheme.Length..]);
        return verification.IsCompletedSuccessfully && (verification.Result?.Session is null || ended.IsFresh)
            ? ValueTask.FromResult(Live(verification.Result))
            : FreshlyAsync(verification, context.RequestAborted);
    }

    private async ValueTask<Caller?> FreshlyAsync(ValueTask<Caller?> verification, CancellationToken ct)
    {
        var caller = await verification;
        if (caller?.Session is not null && !ended.IsFresh)
        {
            await ended.RefreshAsync(ct);
        }

        return Live(caller);
    }

    private Caller? Live(Caller? caller) => caller?.Session is { } session && ended.Has(session) ? null : caller;
}

/// <summary>Marks an endpoint that needs no token.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenToAllAttribute : Attribute;
