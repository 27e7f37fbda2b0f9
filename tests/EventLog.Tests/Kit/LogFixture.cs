using HotMess.Integrations.Postgres;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Testing;
using Npgsql;
using Xunit;

namespace HotMess.EventLog.Tests.Kit;

/// <summary>A migrated database of a test class's own, and logs on it.</summary>
public class LogFixture : IAsyncLifetime
{
    internal TestDatabase Database { get; private set; } = null!;

    internal DatabaseAccess Access { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync();
        Access = await Database.OpenAsync(50);
    }

    public async ValueTask DisposeAsync()
    {
        await Access.DisposeAsync();
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal EventLogOptions Options(Func<FailPoint, ValueTask>? failPoints = null) => new()
    {
        DataSource = Access.App,
        MasterKey = Access.Secrets.Master,
        Contracts = Notes.Contracts,
        FailPoints = failPoints,
    };

    internal Log Open(Func<FailPoint, ValueTask>? failPoints = null) => new(Options(failPoints));

    internal Log Open(EventLogOptions options) => new(options);

    internal Sealing Sealing() => new(Access.App, Access.Secrets.Master);

    internal async Task<TreeReport> CheckAsync()
    {
        await using var owner = Database.OpenOwner();
        return await TreeCheck.VerifyAsync(owner, CancellationToken.None);
    }

    /// <summary>Rows of a query as the owner.</summary>
    internal async Task<List<object?[]>> RowsAsync(string sql)
    {
        await using var owner = Database.OpenOwner();
        return await RowsAsync(owner, sql);
    }

    internal static async Task<List<object?[]>> RowsAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object?[]>();
        while (await reader.ReadAsync())
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            }

            rows.Add(row);
        }

        return rows;
    }
}
