using HotMess.Integrations.Postgres;
using HotMess.Projections.Runtime.Tables;
using HotMess.Testing;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Weasel.Core.Migrations;
using Wolverine.Persistence.Durability;
using Xunit;

namespace HotMess.Projections.Tests.Schema;

/// <summary>What is committed is what the generators write, and what they write is what they then find.</summary>
public sealed class SchemaTests
{
    private const string Begin = "-- generated: begin\n";
    private const string End = "-- generated: end\n";
    private static readonly bool Regenerate = Environment.GetEnvironmentVariable("HOTMESS_REGENERATE") == "1";

    [Fact]
    public async Task Martens_migration_is_what_Marten_generates()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var owner = database.OpenOwner();
        Compare("0002_marten.sql", GeneratedMigrations.Marten(owner));
    }

    [Fact]
    public async Task Wolverines_migration_is_what_Wolverine_generates()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var owner = database.OpenOwner();
        Compare("0004_wolverine.sql", GeneratedMigrations.Wolverine(owner));
    }

    [Fact]
    public void The_read_models_migration_is_what_the_declarations_say()
    {
        var path = PathOf("0005_read_models.sql");
        if (Regenerate)
        {
            File.WriteAllText(path, ReadModelSchema.Script());
        }

        File.ReadAllText(path).ShouldBe(ReadModelSchema.Script());
    }

    [Fact]
    public async Task Marten_sees_no_difference()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var owner = database.OpenOwner();
        await using var store = DocumentStore.For(options => MartenSetup.Configure(options, owner));
        await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
    }

    [Fact]
    public async Task Wolverine_sees_no_difference()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var owner = database.OpenOwner();
        using var host = GeneratedMigrations.BuildHost(owner);
        await ((IDatabase)host.Services.GetRequiredService<IMessageStore>()).AssertDatabaseMatchesConfigurationAsync();
    }

    private static void Compare(string name, string generated)
    {
        var path = PathOf(name);
        var text = File.ReadAllText(path);
        var begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = text.IndexOf(End, StringComparison.Ordinal);
        var script = generated.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (Regenerate)
        {
            File.WriteAllText(path, text[..begin] + script + text[end..]);
            return;
        }

        text[begin..end].TrimEnd('\n').ShouldBe(script.TrimEnd('\n'));
    }

    private static string PathOf(string migration)
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "HotMess.sln")))
        {
            directory = directory.Parent
                ?? throw new InvalidOperationException("The solution's directory was not found.");
        }

        return Path.Combine(directory.FullName, "migrations", migration);
    }
}
