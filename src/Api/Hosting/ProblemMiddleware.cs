using HotMess.Integrations.Postgres;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Projections.Runtime;

namespace HotMess.Api.Hosting;

/// <summary>The outermost layer: whatever goes wrong inside becomes a problem document, never a stack trace.</summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>Runs the request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (RequestHead.Refuse(context) is { } refusal)
        {
            return refusal.ExecuteAsync(context);
        }

        // The transport remembers what was asked, and leaves the body out.
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Request.Method = HttpMethods.Get;
        }

        Task run;
        try
        {
            run = next(context);
        }
        catch (Exception error)
        {
            return AnswerAsync(context, error);
        }

        return run.IsCompletedSuccessfully && context.Response.StatusCode < 400 ? run : FinishAsync(context, run);
    }

    private async Task FinishAsync(HttpContext context, Task run)
    {
        try
        {
            await run;
        }
        catch (Exception error)
        {
            await AnswerAsync(context, error);
            return;
        }

        var response = context.Response;
        if (response.StatusCode >= 400 && !response.HasStarted && response.ContentType is null)
        {
            await Problems.Bare(response.StatusCode).ExecuteAsync(context);
        }
    }

    private async Task AnswerAsync(HttpContext context, Exception error)
    {
        if (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        var problem = ProblemOf(error);
        if (problem.Status == StatusCodes.Status500InternalServerError)
        {
            Failed(logger, error, context.Request.Method, context.Request.Path);
        }

        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        // Under it the command can be sent again, whatever has become of it.
        var id = context.Response.Headers[CommandId.Header];
        context.Response.Clear();
        context.Response.Headers[CommandId.Header] = id;
        await problem.ExecuteAsync(context);
    }

    private static Problem ProblemOf(Exception error) => error switch
    {
        ProblemException e => e.Problem,
        LogUnavailableException e => Problems.LogUnavailable(e.RetryAfter),
        PositionNotReachedException e => Problems.NotReached(e.RetryAfter),
        PositionBeyondLogException => Problems.PositionAhead(),
        BadHttpRequestException { StatusCode: 413 } => Problems.TooLarge(),
        BadHttpRequestException e when e.StatusCode < 500 => Problems.Malformed("The body did not arrive whole."),
        _ when Outage.IsBehind(error) => Problems.LogUnavailable(Soon),
        _ => Problems.Fault(),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed.")]
    private static partial void Failed(ILogger logger, Exception error, string method, string path);
}
