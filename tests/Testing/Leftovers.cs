using System.Diagnostics;
using System.Globalization;

namespace HotMess.Testing;

/// <summary>Clusters of test processes that were killed before they could stop theirs.</summary>
internal static class Leftovers
{
    /// <summary>How the directory of every test cluster begins.</summary>
    public const string Prefix = "hotmess-test-";

    /// <summary>The file in it that says whose it is.</summary>
    public const string OwnerFile = "owner";

    /// <summary>A process and its start, which together no later process repeats; empty where it is gone.</summary>
    public static string Owner(int processId)
    {
        const int start = 19;
        var file = $"/proc/{processId}/stat";
        if (!File.Exists(file))
        {
            return "";
        }

        // The second field, the program's name, stands in parentheses and may itself hold spaces.
        var stat = File.ReadAllText(file);
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return string.Create(CultureInfo.InvariantCulture, $"{processId} {fields[start]}");
    }

    /// <summary>Ends and removes the clusters whose process is gone.</summary>
    public static void Remove()
    {
        foreach (var directory in Directory.GetDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            try
            {
                if (IsLeft(directory))
                {
                    EndPostmaster(Path.Combine(directory, "data", "postmaster.pid"), directory);
                    Directory.Delete(directory, recursive: true);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
            {
                Console.Error.WriteLine($"A test cluster was left in {directory}: {e.Message}");
            }
        }
    }

    private static bool IsLeft(string directory)
    {
        var file = Path.Combine(directory, OwnerFile);
        if (!File.Exists(file))
        {
            return false;
        }

        var owner = File.ReadAllText(file).Trim();
        return owner.Length > 0
            && Owner(int.Parse(owner.Split(' ')[0], CultureInfo.InvariantCulture)) != owner;
    }

    // The command line is compared, because the number may belong to another process by now.
    private static void EndPostmaster(string file, string directory)
    {
        if (!File.Exists(file))
        {
            return;
        }

        var id = int.Parse(File.ReadLines(file).First(), CultureInfo.InvariantCulture);
        var commandLine = $"/proc/{id}/cmdline";
        if (File.Exists(commandLine) && File.ReadAllText(commandLine).Contains(directory, StringComparison.Ordinal))
        {
            using var postmaster = Process.GetProcessById(id);
            postmaster.Kill();
            postmaster.WaitForExit(10_000);
        }
    }
}
