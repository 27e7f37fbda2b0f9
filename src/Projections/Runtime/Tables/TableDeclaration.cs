namespace HotMess.Projections.Runtime.Tables;

/// <summary>A column of a read model.</summary>
/// <param name="Name">lower_snake_case.</param>
/// <param name="Type">SQL type.</param>
/// <param name="Nullable">Whether it may be null.</param>
/// <param name="Default">SQL; null for none.</param>
public sealed record Column(string Name, string Type, bool Nullable = false, string? Default = null);

/// <summary>One table in <c>read_models</c>: what it holds and who may read which of its rows.</summary>
/// <param name="Name">Without schema.</param>
/// <param name="Columns">In order.</param>
/// <param name="Key">Columns of the primary key.</param>
/// <param name="Indexes">Columns of each further index.</param>
/// <param name="Readers">Of signed-in people; the service reads everything, nobody else anything.</param>
public sealed record TableDeclaration(
    string Name,
    IReadOnlyList<Column> Columns,
    IReadOnlyList<string> Key,
    IReadOnlyList<IReadOnlyList<string>> Indexes,
    Right Readers)
{
    /// <summary>
    /// How full a page is made, in percent: less than all where rows are updated often, so that a new version finds
    /// room beside the old one and no index has to know.
    /// </summary>
    public int FillFactor { get; init; } = 100;

    /// <summary>Columns of arrays that are searched for what they hold, each with an index for that.</summary>
    public IReadOnlyList<string> Searched { get; init; } = [];
}

/// <summary>A column of a view: the seed's name and what it stands for.</summary>
public sealed record Alias(string Name, string Expression)
{
    /// <summary>One value under each of its names.</summary>
    public static IEnumerable<Alias> Of(string expression, params string[] names) =>
        names.Select(name => new Alias(name, expression));
}

/// <summary>
/// A view, run with its reader's rights: in <c>public</c> with the seed's names, else for a native answer.
/// </summary>
/// <param name="Name">In <c>public</c> the seed's.</param>
/// <param name="From">What follows <c>from</c>.</param>
/// <param name="Columns">In order.</param>
public sealed record ViewDeclaration(string Name, string From, IReadOnlyList<Alias> Columns)
{
    /// <summary>Where it lies.</summary>
    public string Schema { get; init; } = "public";

    /// <summary>Further names under which a front end asks for it.</summary>
    public IReadOnlyList<string> AlsoNamed { get; init; } = [];

    /// <summary>With its schema.</summary>
    public string QualifiedName => $"{Schema}.{Name}";

    /// <summary>A table as it is, or these columns of it, for native answers.</summary>
    public static ViewDeclaration Native(TableDeclaration table, params string[] only) => new(
        table.Name,
        $"{TableSql.Schema}.{table.Name} as plain",
        [
            .. table.Columns.Select(column => column.Name).Where(name => only.Length == 0 || only.Contains(name))
                .Select(name => new Alias(name, "plain." + name)),
        ])
    { Schema = TableSql.Native };
}
