using HotMess.Api.Tests.Kit;
using HotMess.Testing;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Replay;

/// <summary>What cannot be replayed is told by its line and not by a stack.</summary>
public sealed class ReplayVerbTests
{
    [Theory]
    [InlineData("1 2")]
    [InlineData("1 2 soon")]
    [InlineData("1 2 99999999999999")]
    [InlineData("a b 3")]
    public async Task A_bad_line_is_named(string line)
    {
        await using var database = await TestDatabase.CreateAsync();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, $"1 2 1082040961\n{line}\n", TestContext.Current.CancellationToken);
        using var replay = HotMessProcess.Start(database, "replay", "messages", file);

        (await replay.EndAsync()).ShouldBe(2);

        replay.Output.ShouldContain("Line 2");
        replay.Output.ShouldNotContain("   at ");
        File.Delete(file);
    }
}
