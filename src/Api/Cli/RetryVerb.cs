using HotMess.Projections.Runtime;

namespace HotMess.Api.Cli;

/// <summary><c>hotmess retry NAME</c>: asks the running server to let a parked projection go on.</summary>
internal static class RetryVerb
{
    /// <summary>Prints what became of it; 1 where it parked again or the server says no.</summary>
    public static Task<int> RunAsync(string[] args)
    {
        var arguments = Arguments.Parse(args, "url");
        return arguments.Rest is [var name]
            ? ServerCall.PostAsync(ServerCall.PathOf(name, "retry"), arguments.Get("url"), 2 * ProjectionRetry.Patience)
            : throw new UsageException("retry takes the name of one projection.");
    }
}
