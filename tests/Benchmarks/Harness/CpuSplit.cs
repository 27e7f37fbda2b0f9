using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;

namespace HotMess.Benchmarks.Harness;

/// <summary>
/// Who had the processor between two moments, from <c>/proc</c>: the server by the names of its threads, PostgreSQL by
/// what its sessions did last, the load generator.
/// </summary>
internal sealed class CpuSplit
{
    private const int UserTime = 11;
    private const int ChildUserTime = 13;
    private const double TicksPerSecond = 100;

    // What the log reads of streams that it does not remember ends with the people's keys.
    private const string Sessions = """
        select pid, case
          when backend_type <> 'client backend' then backend_type
          when datname <> current_database() then 'sessions of ' || datname
          when usename = 'hotmess_reader' then 'readers'' sessions'
          when usename <> 'hotmess_app' then 'owner''s sessions'
          when query ~ 'log\.append\(' then 'appender''s session'
          when query ~ 'log\.publish\(' then 'publishing session'
          when query ~ '^select person_id, key_number, wrapped' then 'session that reads streams'
          else 'daemon''s and Wolverine''s sessions' end
        from pg_stat_activity where pid <> pg_backend_pid()
        """;

    private const double MicrosecondsPerSecond = 1e6;
    private const double LeastShown = 0.005;

    private readonly Dictionary<string, double> spent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> began;
    private readonly string database;
    private readonly int server;
    private readonly double busyAtStart;
    private readonly long startedAt = Stopwatch.GetTimestamp();

    private CpuSplit(string database, int server)
    {
        (this.database, this.server) = (database, server);
        began = Read();
        busyAtStart = BusySeconds();
    }

    /// <summary>Begins to count.</summary>
    /// <param name="database">Owner's connection string.</param>
    /// <param name="server">The server's process.</param>
    public static CpuSplit Start(string database, int server) => new(database, server);

    /// <summary>One line for the report: microseconds of processor time per command or read.</summary>
    /// <param name="count">How many there were.</param>
    public async Task<string> EndAsync(long count)
    {
        var ended = Read();
        var all = Stopwatch.GetElapsedTime(startedAt).TotalSeconds * Environment.ProcessorCount;
        var busy = BusySeconds() - busyAtStart;
        var names = await SessionNamesAsync();
        foreach (var (key, value) in ended)
        {
            var cpu = value - began.GetValueOrDefault(key);
            var name = key.StartsWith("postgres ", StringComparison.Ordinal)
                ? names.GetValueOrDefault(key, "other clusters and ended sessions")
                : key;
            spent[name] = spent.GetValueOrDefault(name) + cpu;
        }

        var each = MicrosecondsPerSecond / Math.Max(1, count);
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"{busy * each:F0} us ({busy:F1} of {all:F1} processor seconds)");
        foreach (var (name, cpu) in spent.Where(p => p.Value >= LeastShown * busy).OrderByDescending(p => p.Value))
        {
            line.Append(CultureInfo.InvariantCulture, $"; {name} {cpu * each:F0}");
        }

        return line.ToString();
    }

    private Dictionary<string, double> Read()
    {
        var read = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["wrk"] = Times("/proc/self/stat", ChildUserTime),
            ["bench"] = Times("/proc/self/stat", UserTime),
        };
        foreach (var thread in Directory.GetDirectories($"/proc/{server}/task"))
        {
            var name = "server: " + Name(thread);
            read[name] = read.GetValueOrDefault(name) + Times(thread + "/stat", UserTime);
        }

        foreach (var process in Directory.GetDirectories("/proc").Where(d => char.IsAsciiDigit(Path.GetFileName(d)[0])))
        {
            if (Name(process) == "postgres")
            {
                read["postgres " + Path.GetFileName(process)] = Times(process + "/stat", UserTime);
            }
        }

        return read;
    }

    private async Task<Dictionary<string, string>> SessionNamesAsync()
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Sessions, connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            names.Add($"postgres {reader.GetInt32(0)}", reader.GetString(1));
        }

        return names;
    }

    private static string Name(string directory)
    {
        try
        {
            return File.ReadAllText(directory + "/comm").Trim();
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static double Times(string file, int first)
    {
        try
        {
            var fields = File.ReadAllText(file).Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return (Ticks(fields[first]) + Ticks(fields[first + 1])) / TicksPerSecond;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    // Everything but idle and waiting for input and output, of all cores.
    private static double BusySeconds()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (fields[1..9].Sum(Ticks) - Ticks(fields[4]) - Ticks(fields[5])) / TicksPerSecond;
    }

    private static long Ticks(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
