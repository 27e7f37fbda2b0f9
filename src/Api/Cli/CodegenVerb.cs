using HotMess.Api.Hosting;
using JasperFx.CodeGeneration;
using JasperFx.CodeGeneration.Model;
using Npgsql;

namespace HotMess.Api.Cli;

/// <summary>
/// <c>hotmess codegen write DIRECTORY</c>: writes Wolverine's code for the endpoints. It is committed, so that the
/// server neither scans for endpoints nor compiles at run time. No database is needed.
/// </summary>
internal static class CodegenVerb
{
    /// <summary>Writes the code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = Arguments.Parse(args);
        if (arguments.Rest is not ["write", var directory])
        {
            throw new UsageException("codegen takes the word write and a directory.");
        }

        await WriteAsync(directory);
        return 0;
    }

    /// <summary>Writes the code below <paramref name="directory"/>, in place of what is there.</summary>
    internal static async Task WriteAsync(string directory)
    {
        DynamicCodeBuilder.WithinCodegenCommand = true;
        await using var nowhere = NpgsqlDataSource.Create("Host=localhost");
        var parts = new ServerParts(nowhere, nowhere, nowhere, new byte[32], new byte[32]);
        await using var app = Server.Builder(parts, new ServerSettings { CodeDirectory = directory }).Build();
        Server.Configure(app);
        var files = app.Services.GetServices<ICodeFileCollection>().ToArray();
        var builder = new DynamicCodeBuilder(app.Services, files)
        {
            ServiceVariableSource = app.Services.GetRequiredService<IServiceVariableSource>(),
        };
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }

        builder.WriteGeneratedCode(_ => { });
    }
}
