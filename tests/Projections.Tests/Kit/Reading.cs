using HotMess.Projections.Runtime;

namespace HotMess.Projections.Tests.Kit;

/// <summary>Reads of views as the callers of the server make them.</summary>
internal static class Reading
{
    /// <summary>One whole number.</summary>
    public static async Task<long> CountAsync(this CallerReads reads, ReadingCaller caller, string from) =>
        (await reads.ListAsync(
            caller,
            new CallerQuery(new CallerStatement($"select count(*) from {from}")),
            row => row.GetInt64(0),
            CancellationToken.None))[0];

    /// <summary>One text, or null.</summary>
    public static async Task<string?> TextAsync(this CallerReads reads, ReadingCaller caller, string sql) =>
        (await reads.ListAsync(
            caller,
            new CallerQuery(new CallerStatement(sql)),
            row => row.IsDBNull(0) ? null : row.GetString(0),
            CancellationToken.None))
        .SingleOrDefault();
}
