using System.Diagnostics;
using HotMess.House.Tests.Kit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Shouldly;
using Xunit;

namespace HotMess.House.Tests;

/// <summary><c>just new verb</c> writes what builds, says what it wrote, and overwrites nothing.</summary>
public sealed class SkeletonTests : IDisposable
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Http;
        """;

    private static readonly string[] Areas = ["Accounts", "Beacons", "Blocks", "Chats", "Notifications", "Taps", "Xp"];

    // What specs are written with.
    private static readonly string[] SpecKit = ["tests/Domain.Tests/People.cs"];

    private readonly DirectoryInfo copy = Directory.CreateTempSubdirectory("hotmess-new-");

    public SkeletonTests()
    {
        Directory.CreateDirectory(Path.Combine(copy.FullName, "build"));
        foreach (var area in Areas)
        {
            Directory.CreateDirectory(Path.Combine(copy.FullName, "src", "Domain", area));
        }

        foreach (var script in (string[])["new.sh", "lib.sh"])
        {
            File.Copy(Path.Combine(Tree.Root, "build", script), Path.Combine(copy.FullName, "build", script));
        }

        foreach (var text in Tree.Under("build/new/", ".txt"))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy.FullName, text))!);
            File.Copy(Path.Combine(Tree.Root, text), Path.Combine(copy.FullName, text));
        }
    }

    public void Dispose() => copy.Delete(recursive: true);

    [Fact]
    public void A_verb_and_its_endpoint_build_and_stand_where_the_rules_want_them()
    {
        var (status, told) = New("verb", "Taps", "PokePerson");
        status.ShouldBe(0, told);
        string[] files =
        [
            "src/Domain/Taps/PokePerson.cs", "src/Api/Taps/PokePersonEndpoint.cs",
            "tests/Domain.Tests/Taps/PokePersonSpecs.cs", "tests/Api.Tests/Taps/PokePersonTests.cs",
        ];
        files.ShouldAllBe(file => told.Contains(file, StringComparison.Ordinal));
        Errors(files[0], files[1]).ShouldBeEmpty();
        Read(files[1]).ShouldContain("[WolverinePost(\"/v1/taps/poke-person\")]");
        Read(files[1]).ShouldContain("Commands.Input(\"poke_person\", request)");
        Read(files[2]).ShouldContain("\"PokePerson decides nothing yet");
    }

    [Fact]
    public void No_line_is_too_long_for_the_rules()
    {
        New("verb", "Notifications", "AcknowledgeAnnouncement").Status.ShouldBe(0);
        foreach (var file in copy.EnumerateFiles("*.cs", SearchOption.AllDirectories))
        {
            File.ReadLines(file.FullName).ShouldAllBe(line => line.Length <= 120, file.Name);
        }
    }

    [Fact]
    public void In_every_area_each_namespace_is_used_once_and_in_order()
    {
        foreach (var area in Areas)
        {
            New("verb", area, "PokePerson").Status.ShouldBe(0);
            Errors(
                $"src/Domain/{area}/PokePerson.cs",
                $"src/Api/{area}/PokePersonEndpoint.cs",
                $"tests/Domain.Tests/{area}/PokePersonSpecs.cs").ShouldBeEmpty();
        }

        foreach (var file in copy.EnumerateFiles("*.cs", SearchOption.AllDirectories))
        {
            var used = File.ReadLines(file.FullName)
                .Where(line => line.StartsWith("using ", StringComparison.Ordinal)).ToList();
            used.ShouldNotBeEmpty(file.Name);
            used.ShouldBe([.. used.Distinct().Order(StringComparer.Ordinal)], customMessage: file.FullName);
        }
    }

    [Fact]
    public void What_is_there_is_left_alone()
    {
        New("verb", "Taps", "PokePerson").Status.ShouldBe(0);
        var before = Read("src/Domain/Taps/PokePerson.cs");
        var (status, told) = New("verb", "Taps", "PokePerson");
        status.ShouldBe(1);
        told.ShouldContain("already");
        Read("src/Domain/Taps/PokePerson.cs").ShouldBe(before);
    }

    [Theory]
    [InlineData("verb", "Nowhere", "PokePerson")]
    [InlineData("verb", "Taps", "pokePerson")]
    [InlineData("verb", "Taps", "Poke/Person")]
    [InlineData("verb", "Taps")]
    [InlineData("area", "Taps", "PokePerson")]
    [InlineData]
    public void What_is_not_understood_writes_nothing(params string[] arguments)
    {
        New(arguments).Status.ShouldBe(1);
        Directory.GetFiles(Path.Combine(copy.FullName, "src"), "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    private (int Status, string Told) New(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "bash", ["build/new.sh", .. arguments])
        {
            WorkingDirectory = copy.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var told = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, told);
    }

    private string Read(string file) => File.ReadAllText(Path.Combine(copy.FullName, file));

    private IEnumerable<string> Errors(params string[] files)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path));
        return CSharpCompilation.Create(
                "Skeleton",
                [
                    .. files.Select(Read).Concat(SpecKit.Select(Tree.Read)).Append(ImplicitUsings)
                        .Select(text => CSharpSyntaxTree.ParseText(text)),
                ],
                references,
                new CSharpCompilationOptions(
                    OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable))
            .GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity is DiagnosticSeverity.Error or DiagnosticSeverity.Warning)
            .Select(diagnostic => diagnostic.ToString());
    }
}
