using System.Text.Json;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres;
using HotMess.Testing;
using Shouldly;
using Xunit;

namespace HotMess.Contracts.Tests;

/// <summary>
/// The stored shapes are permanent: each has a file in Golden/, named by its stored name, that is never changed.
/// HOTMESS_REGENERATE=1 writes the file of a new contract, and only of a new one.
/// </summary>
public sealed class StoredContractsTests
{
    // Before any test, for each of them looks at all files.
    static StoredContractsTests()
    {
        if (Environment.GetEnvironmentVariable("HOTMESS_REGENERATE") == "1")
        {
            foreach (var name in EventCatalog.All.Select(c => c.Name).Where(name => !File.Exists(GoldenFile(name))))
            {
                File.WriteAllText(GoldenFile(name), JsonOf(name) + "\n");
            }
        }
    }

    public static TheoryData<string> Names { get; } = [.. EventCatalog.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_written_is_what_was_always_written(string name) =>
        JsonOf(name).ShouldBe(File.ReadAllText(GoldenFile(name)).TrimEnd());

    [Theory]
    [MemberData(nameof(Names))]
    public void What_was_written_is_read(string name)
    {
        var sample = SampleOf(name);
        var text = File.ReadAllText(GoldenFile(name));

        var read = JsonSerializer.Deserialize(text, sample.GetType(), LogJson.Options).ShouldNotBeNull();

        JsonSerializer.Serialize(read, read.GetType(), LogJson.Options).ShouldBe(text.TrimEnd());
    }

    [Fact]
    public void Nothing_that_was_ever_stored_is_forgotten() => Directory.GetFiles(GoldenDirectory(), "*.json")
        .Select(Path.GetFileNameWithoutExtension)
        .Order()
        .ShouldBe(EventCatalog.All.Select(c => c.Name).Order());

    [Fact]
    public void Every_contract_has_one_name_and_at_most_one_sample_of_its_own()
    {
        EventCatalog.All.Select(c => c.Name).ShouldBeUnique();
        Samples.All.Select(s => s.GetType()).ShouldBeUnique();
        Samples.All.Select(s => s.GetType()).ShouldBeSubsetOf(EventCatalog.All.Select(c => c.Type));
    }

    private static object SampleOf(string name)
    {
        var contract = EventCatalog.All.Single(c => c.Name == name);
        return Samples.All.SingleOrDefault(s => s.GetType() == contract.Type) ?? Sample.Of(contract.Type);
    }

    private static string JsonOf(string name)
    {
        var sample = SampleOf(name);
        return JsonSerializer.Serialize(sample, sample.GetType(), LogJson.Options);
    }

    private static string GoldenFile(string name) => Path.Combine(GoldenDirectory(), name + ".json");

    private static string GoldenDirectory()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "HotMess.sln")))
        {
            directory = directory.Parent ?? throw new DirectoryNotFoundException("The tests do not stand in the tree.");
        }

        return Path.Combine(directory.FullName, "tests", "Contracts.Tests", "Golden");
    }
}
