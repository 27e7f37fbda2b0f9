using HotMess.Api.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Hosting;

/// <summary>A log of an outage can be read; that of a fault says where it is.</summary>
public sealed class LineFormatterTests
{
    private static readonly Exception Away = Thrown(new NpgsqlException("away", new IOException("cut\noff")));

    [Fact]
    public void That_the_database_is_away_is_one_line_with_its_cause()
    {
        var line = Written(LogLevel.Error, "Asked in vain.", Thrown(new InvalidOperationException("No\nanswer", Away)));
        line.ShouldMatch("^[0-9T:.-]{23}Z error Some.One: Asked in vain. "
            + "\\(InvalidOperationException: No; IOException: cut\\)\n$");
    }

    [Fact]
    public void A_warning_is_one_line_whatever_it_says() =>
        Written(LogLevel.Warning, "Parked.\nSystem.Exception: x\n   at Somewhere", null)
            .ShouldEndWith("warn Some.One: Parked.\n");

    [Fact]
    public void A_fault_keeps_its_trace()
    {
        var text = Written(LogLevel.Error, "Failed.", Thrown(new InvalidOperationException("a fault")));
        text.ShouldContain("error Some.One: Failed.\nSystem.InvalidOperationException: a fault");
        text.ShouldContain("   at " + typeof(LineFormatterTests).FullName);
    }

    private static string Written(LogLevel level, string said, Exception? error)
    {
        using var text = new StringWriter();
        var entry = new LogEntry<string>(level, "Some.One", default, said, error, (state, _) => state);
        new LineFormatter().Write(entry, null, text);
        return text.ToString();
    }

    private static Exception Thrown(Exception error)
    {
        try
        {
            throw error;
        }
        catch (Exception thrown)
        {
            return thrown;
        }
    }
}
