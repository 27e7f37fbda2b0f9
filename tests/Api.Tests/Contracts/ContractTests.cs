using System.Diagnostics;
using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Contracts;

/// <summary>What is generated into the tree is what the server is. HOTMESS_REGENERATE=1 rewrites it.</summary>
public sealed class ContractTests(SharedHost shared)
{
    private readonly ApiHost host = shared.Host;

    private static bool Rewrites => Environment.GetEnvironmentVariable("HOTMESS_REGENERATE") == "1";

    [Fact]
    public void The_list_of_routes_is_what_is_served()
    {
        var served = host.Alba.Services.GetRequiredService<EndpointDataSource>().Endpoints;
        var list = RouteList.Write(served);
        list.ShouldNotContain("| closed |");
        Compare("docs/contracts/routes.md", list);
    }

    [Fact]
    public async Task The_description_is_what_is_served()
    {
        var reply = await host.SendAsync(Call.Get("/openapi/v1.json"));
        reply.Status.ShouldBe(200);
        Compare("docs/contracts/openapi.json", reply.Text.ReplaceLineEndings("\n").TrimEnd() + "\n");
    }

    [Fact]
    public async Task Wolverines_code_is_what_the_endpoints_make()
    {
        const string Committed = "src/Api/Internal/Generated";
        var directory = Directory.CreateTempSubdirectory("hotmess-codegen-").FullName;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true };
        var program = Path.Combine(AppContext.BaseDirectory, "hotmess.dll");
        foreach (var argument in (string[])[program, "codegen", "write", directory])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, errors);
        Files(directory).ShouldBe(Files(Path.Combine(Root(), Committed)));
        foreach (var file in Files(directory))
        {
            var written = Path.Combine(directory, file);
            Compare(
                Path.Combine(Committed, file),
                await File.ReadAllTextAsync(written, TestContext.Current.CancellationToken));
        }

        Directory.Delete(directory, recursive: true);
    }

    private static string[] Files(string directory) =>
    [
        .. Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(directory, file))
            .Order(StringComparer.Ordinal),
    ];

    private static void Compare(string file, string current)
    {
        var path = Path.Combine(Root(), file);
        if (Rewrites)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, current);
        }

        File.ReadAllText(path).ReplaceLineEndings("\n").ShouldBe(current.ReplaceLineEndings("\n"));
    }

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "HotMess.sln")))
        {
            directory = directory.Parent;
        }

        return directory.FullName;
    }
}
