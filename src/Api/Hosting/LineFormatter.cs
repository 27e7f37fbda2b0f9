using System.Globalization;
using HotMess.Integrations.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace HotMess.Api.Hosting;

/// <summary>
/// One line for each warning, and for each error that only says that the database is away: time, level, who says it,
/// what, and the first lines of the exception and of the one at its bottom. Every other error keeps its stack trace, on
/// lines of its own.
/// </summary>
internal sealed class LineFormatter() : ConsoleFormatter(Name)
{
    /// <summary>By which the console's options choose it.</summary>
    public new const string Name = "lines";

    /// <inheritdoc />
    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var said = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var isShort = logEntry.LogLevel < LogLevel.Error || Outage.IsBehind(logEntry.Exception);
        textWriter.Write(DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        textWriter.Write(' ');
        textWriter.Write(LevelOf(logEntry.LogLevel));
        textWriter.Write(' ');
        textWriter.Write(logEntry.Category);
        textWriter.Write(": ");
        textWriter.Write(isShort ? FirstLine(said) : said);
        if (logEntry.Exception is { } error)
        {
            textWriter.Write(isShort ? $" ({CauseOf(error)})" : "\n" + error);
        }

        textWriter.Write('\n');
    }

    private static string CauseOf(Exception error) => error.GetBaseException() is var bottom && bottom != error
        ? $"{Told(error)}; {Told(bottom)}"
        : Told(error);

    private static string Told(Exception error) => $"{error.GetType().Name}: {FirstLine(error.Message)}";

    private static string LevelOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        _ => "fatal",
    };

    private static ReadOnlySpan<char> FirstLine(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? text : text.AsSpan(0, end);
    }
}
