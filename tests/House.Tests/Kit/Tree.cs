namespace HotMess.House.Tests.Kit;

/// <summary>The project's own files, by paths relative to the root with forward slashes.</summary>
internal static class Tree
{
    private static readonly string[] NotOurs =
        ["bin", "obj", "node_modules", "artifacts", ".git", ".hotmess", "Generated"];

    /// <summary>The root's full path.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every file that is written by hand, or that a test of this project writes.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Walk(Root).Order(StringComparer.Ordinal)];

    /// <summary>Files whose path begins and ends so.</summary>
    public static IEnumerable<string> Under(string folder, string ending) => Files.Where(
        file => file.StartsWith(folder, StringComparison.Ordinal) && file.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>One file's text.</summary>
    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    /// <summary>Names of the folders right below <paramref name="folder"/>.</summary>
    public static IReadOnlyList<string> FoldersOf(string folder) =>
        [.. new DirectoryInfo(Path.Combine(Root, folder)).GetDirectories().Select(d => d.Name).Except(NotOurs).Order()];

    private static IEnumerable<string> Walk(string directory)
    {
        foreach (var file in Directory.GetFiles(directory))
        {
            yield return Path.GetRelativePath(Root, file).Replace('\\', '/');
        }

        foreach (var file in Directory.GetDirectories(directory)
            .Where(d => !NotOurs.Contains(Path.GetFileName(d)))
            .SelectMany(Walk))
        {
            yield return file;
        }
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "HotMess.sln")))
        {
            directory = directory.Parent ?? throw new DirectoryNotFoundException("The tests do not stand in the tree.");
        }

        return directory.FullName;
    }
}
