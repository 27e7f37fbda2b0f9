using System.Text.RegularExpressions;
using HotMess.House.Tests.Kit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Shouldly;
using Xunit;

namespace HotMess.House.Tests;

/// <summary>Time and chance are arguments; what Marten could do beside our appender is not used.</summary>
public sealed partial class PurityTests
{
    private static readonly HashSet<string> TimeAndChance = new(StringComparer.Ordinal)
    {
        "DateTime.Now", "DateTime.UtcNow", "DateTime.Today", "DateTimeOffset.Now", "DateTimeOffset.UtcNow",
        "Guid.NewGuid", "Guid.CreateVersion7", "Random", "Random.Shared", "RandomNumberGenerator",
        "Environment.TickCount", "Environment.TickCount64", "Stopwatch.GetTimestamp",
    };

    private static readonly HashSet<string> Io = new(StringComparer.Ordinal)
    {
        "Task", "ValueTask", "Thread.Sleep", "Console", "File", "Directory", "HttpClient", "Environment",
        "TimeProvider", "CancellationToken", "Stopwatch", "Timer", "PeriodicTimer", "Process", "Socket",
    };

    // Each writes events past the appender, or needs Marten's own append.
    private static readonly string[] BesideTheAppender =
    [
        "AggregateHandler", "WriteAggregate", "ReadAggregate", "MartenOps.StartStream", "EventForwarding",
        "IntegrateWithWolverine.EventForwarding", "SubscribeToEvents.EventForwarding", "ProjectionLifecycle.Inline",
        "SnapshotLifecycle.Inline", "Events.StartStream", "Events.Append", "Events.AppendOptimistic",
        "Events.AppendExclusive", "Events.WriteToAggregate", "Events.FetchForWriting",
        "Events.FetchForExclusiveWriting",
        "Events.ArchiveStream", "Events.UnArchiveStream", "Events.CompactStreamAsync", "Events.OverwriteEvent",
        "UseArchivedStreamPartitioning", "EnableEventSkippingInProjectionsOrSubscriptions",
        "AddMaskingRuleForProtectedInformation",
        "ApplyEventDataMasking", "RegisterTagType", "RegisterNaturalKey", "RaiseSideEffects", "AppendEvent",
    ];

    [Fact]
    public void The_domain_knows_no_clock_no_chance_and_no_waiting() =>
        Uses("src/Domain/", n => TimeAndChance.Contains(n) || Io.Contains(n)).ShouldBeEmpty();

    [Fact]
    public void The_domain_is_synchronous()
    {
        foreach (var file in Tree.Under("src/Domain/", ".cs"))
        {
            Code.Parse(file).DescendantTokens()
                .Where(t => t.IsKind(SyntaxKind.AsyncKeyword) || t.IsKind(SyntaxKind.AwaitKeyword))
                .ShouldBeEmpty(file);
        }
    }

    [Fact]
    public void Projections_know_no_clock_and_no_chance()
    {
        // The runtime measures lag and waits; what is projected does neither.
        var areas = Tree.FoldersOf("src/Projections").Where(folder => folder != "Runtime");
        foreach (var area in areas)
        {
            Uses($"src/Projections/{area}/", n => TimeAndChance.Contains(n) || n == "TimeProvider").ShouldBeEmpty();
        }

        Uses("src/Projections/", n => TimeAndChance.Contains(n) && n != "Stopwatch.GetTimestamp").ShouldBeEmpty();
    }

    [Fact]
    public void Statements_of_projections_know_no_clock_and_no_chance()
    {
        foreach (var file in Tree.Under("src/Projections/", ".sql").Where(f => !f.Contains("/Runtime/")))
        {
            ClockOrChance().Match(Tree.Read(file)).Value.ShouldBeEmpty(file);
        }
    }

    [Fact]
    public void The_log_knows_no_word_of_the_domain()
    {
        foreach (var file in Tree.Under("src/Integrations/Postgres/EventLog/", ".cs"))
        {
            Code.Parse(file).DescendantNodes().OfType<UsingDirectiveSyntax>()
                .Select(use => use.Name!.ToString())
                .Where(name => name.StartsWith("HotMess.Domain", StringComparison.Ordinal))
                .ShouldBeSubsetOf(["HotMess.Domain.Kernel"], file);
        }

        foreach (var file in Tree.Under("src/Integrations/Postgres/EventLog/", ".sql"))
        {
            Tree.Read(file).ShouldNotContain("read_models", customMessage: file);
        }
    }

    [Fact]
    public void Streams_are_named_in_one_place()
    {
        foreach (var file in Tree.Under("src/", ".cs").Where(f => !f.EndsWith("/Kernel/StreamName.cs")))
        {
            Code.Parse(file).DescendantNodes().OfType<ObjectCreationExpressionSyntax>()
                .Where(made => made.Type.ToString() == "StreamName")
                .SelectMany(made => made.DescendantNodes())
                .Where(part => part is LiteralExpressionSyntax or InterpolatedStringExpressionSyntax)
                .ShouldBeEmpty(file);
        }
    }

    [Fact]
    public void Nothing_of_ours_is_mocked() =>
        Doubles().Matches(Tree.Read("Directory.Packages.props")).ShouldBeEmpty();

    [Fact]
    public void Nothing_appends_beside_the_appender() =>
        Uses("src/", name => BesideTheAppender.Contains(name)).ShouldBeEmpty();

    [Fact]
    public void Tests_do_not_sleep() =>
        Uses("tests/", n => n is "Task.Delay" or "Thread.Sleep").ShouldBeEmpty();

    [Fact]
    public void A_decision_throws_nothing()
    {
        foreach (var file in Tree.Under("src/Domain/", ".cs"))
        {
            var thrown = Code.Parse(file).DescendantNodes()
                .Where(n => n is ThrowStatementSyntax or ThrowExpressionSyntax)
                .Where(n => !n.ToString().Contains("UnknownEventException", StringComparison.Ordinal))
                .Where(n => n.Ancestors().OfType<MethodDeclarationSyntax>().Any(m => m.Identifier.Text == "Decide"));
            thrown.ShouldBeEmpty(file);
        }
    }

    [GeneratedRegex(
        @"\b(now|clock_timestamp|statement_timestamp|transaction_timestamp|random|gen_random_uuid|timeofday)\s*\("
        + @"|\b(current_date|current_time|current_timestamp|localtime|localtimestamp)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex ClockOrChance();

    [GeneratedRegex("Moq|NSubstitute|FakeItEasy|JustMock|Rocks")]
    private static partial Regex Doubles();

    private static IEnumerable<string> Uses(string folder, Func<string, bool> banned) =>
        from file in Tree.Under(folder, ".cs")
        where !file.StartsWith("tests/Benchmarks/", StringComparison.Ordinal)
            && !file.EndsWith("/PurityTests.cs", StringComparison.Ordinal)
        from use in Code.Names(file)
        where banned(use.Name)
        select $"{file}:{use.Line} {use.Name}";
}
