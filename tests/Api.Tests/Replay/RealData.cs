namespace HotMess.Api.Tests.Replay;

/// <summary>Where the real input is, and the questions that plain SQL asks of it.</summary>
internal static class RealData
{
    /// <summary>A file of HOTMESS_DATA, or of ../shared/data beside the tree; null where it is not there.</summary>
    public static string? Find(string name)
    {
        var given = Environment.GetEnvironmentVariable("HOTMESS_DATA");
        var directory = string.IsNullOrEmpty(given) ? Path.Combine(Root(), "..", "shared", "data") : given;
        var file = Path.Combine(directory, name);
        return File.Exists(file) ? file : null;
    }

    /// <summary>A statement of the folder Sql, or of one below it, e.g. <c>CheckIns/keep</c>.</summary>
    public static string Sql(string name) => File.ReadAllText(Path.Combine(Folder, name + ".sql"));

    /// <summary>Each counts what differs between the raw file and the read models: 0 where they agree.</summary>
    /// <param name="below">A folder in Sql; none for the messages' questions.</param>
    public static IEnumerable<(string Name, string Sql)> Questions(string below = "") => Directory
        .GetFiles(Path.Combine(Folder, below), "differ_*.sql")
        .Order(StringComparer.Ordinal)
        .Select(file => (Path.GetFileNameWithoutExtension(file), File.ReadAllText(file)));

    private static string Folder => Path.Combine(Root(), "tests", "Api.Tests", "Replay", "Sql");

    /// <summary>The root of the tree.</summary>
    public static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "HotMess.sln")))
        {
            directory = directory.Parent ?? throw new DirectoryNotFoundException("The tests do not stand in the tree.");
        }

        return directory.FullName;
    }
}
