using Npgsql;

namespace HotMess.Integrations.Postgres;

/// <summary>What was counted under one name in one window; the name tells nothing of whom it stands for.</summary>
public readonly record struct SharedCount(short Scope, long Window, Guid Name, int Count);

/// <summary>One window of one scope.</summary>
public readonly record struct CountWindow(short Scope, long Window);

/// <summary>
/// Counts that several processes share: each writes its own rows, and reads the sums of the others'. The table is
/// unlogged: a crash of the database forgets the counts of the window that runs.
/// </summary>
public sealed class SharedCounts(NpgsqlDataSource dataSource)
{
    /// <summary>So many counts are told at once, at most.</summary>
    public const int Most = 5_000;

    private const int TimeoutSeconds = 2;

    private readonly Guid process = Guid.CreateVersion7();

    /// <summary>Tells this process's counts, absolute, and answers the sums of the others' of those windows.</summary>
    public async Task<IReadOnlyList<SharedCount>> ExchangeAsync(
        IReadOnlyList<SharedCount> own, IReadOnlyList<CountWindow> windows, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(PostgresSql.ExchangeCounts);
        command.CommandTimeout = TimeoutSeconds;
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = process });
        Add(command, own.Select(count => count.Scope));
        Add(command, own.Select(count => count.Window));
        Add(command, own.Select(count => count.Name));
        Add(command, own.Select(count => count.Count));
        Add(command, windows.Select(window => window.Scope));
        Add(command, windows.Select(window => window.Window));
        await using var rows = await command.ExecuteReaderAsync(ct);
        var others = new List<SharedCount>();
        while (await rows.ReadAsync(ct))
        {
            others.Add(new(rows.GetInt16(0), rows.GetInt64(1), rows.GetGuid(2), rows.GetInt32(3)));
        }

        return others;
    }

    private static void Add<T>(NpgsqlCommand command, IEnumerable<T> values) =>
        command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. values] });
}
