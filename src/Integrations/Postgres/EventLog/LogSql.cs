namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>The log's statements, one file each.</summary>
internal static class LogSql
{
    public static readonly string Append = Read("append");
    public static readonly string ReadEventsAfter = Read("read_events_after");
    public static readonly string ReadSnapshots = Read("read_snapshots");
    public static readonly string KeepSnapshots = Read("keep_snapshots");
    public static readonly string ReadLogPage = Read("read_log_page");
    public static readonly string FindCommands = Read("find_commands");
    public static readonly string ReadPersonKeys = Read("read_person_keys");
    public static readonly string FindCommand = Read("find_command");
    public static readonly string Head = Read("head");
    public static readonly string Publish = Read("publish");
    public static readonly string PublishAndNotify = Read("publish_and_notify");
    public static readonly string OpenSealedFields = Read("open_sealed_fields");
    public static readonly string ReadCompanion = Read("read_companion");
    public static readonly string SwapCompanion = Read("swap_companion");
    public static readonly string RemovedCompanions = Read("removed_companions");
    public static readonly string ForgetCompanions = Read("forget_companions");
    public static readonly string Shred = Read("shred");
    public static readonly string CheckBatches = Read("check_batches");
    public static readonly string CheckEvents = Read("check_events");
    public static readonly string CheckStrayNodes = Read("check_stray_nodes");
    public static readonly string CheckEnd = Read("check_end");
    public static readonly string CheckNodes = Read("check_nodes");

    private static string Read(string name)
    {
        var resource = $"{typeof(LogSql).Assembly.GetName().Name}.Postgres.EventLog.Sql.{name}.sql";
        using var stream = typeof(LogSql).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The resource {resource} is missing.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
