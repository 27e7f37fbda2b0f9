namespace HotMess.Api.Cli;

/// <summary><c>hotmess retry-effects</c>: asks the running server to try dead effects again.</summary>
internal static class RetryEffectsVerb
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Prints how many they are; 1 where the server says no.</summary>
    public static Task<int> RunAsync(string[] args)
    {
        var arguments = Arguments.Parse(args, "url");
        return arguments.Rest.Count == 0
            ? ServerCall.PostAsync("/v1/effects/dead-letters/retry", arguments.Get("url"), Limit)
            : throw new UsageException("retry-effects takes no names.");
    }
}
