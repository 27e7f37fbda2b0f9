namespace HotMess.Integrations.Postgres;

/// <summary>The statements of this folder, each a file of its own.</summary>
internal static class PostgresSql
{
    public static readonly string MakeMigrationsTable = Load("make_migrations_table");
    public static readonly string ReadMigrations = Load("read_migrations");
    public static readonly string RecordMigration = Load("record_migration");
    public static readonly string ReadSecrets = Load("read_secrets");
    public static readonly string KeepSecret = Load("keep_secret");
    public static readonly string ExchangeCounts = Load("exchange_counts");
    public static readonly string OtherDatabase = Load("find_other_database");

    private static string Load(string name)
    {
        var assembly = typeof(PostgresSql).Assembly;
        var ending = $".Postgres.Sql.{name}.sql";
        var resource = assembly.GetManifestResourceNames().Single(n => n.EndsWith(ending, StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
