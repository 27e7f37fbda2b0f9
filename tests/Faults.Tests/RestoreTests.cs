using HotMess.Faults.Tests.Kit;
using HotMess.Testing;
using Shouldly;
using Xunit;

namespace HotMess.Faults.Tests;

/// <summary>T14: command ids after the database was restored from a copy.</summary>
public sealed class RestoreTests
{
    [Fact]
    public async Task Every_old_id_is_known_with_its_first_answer_in_a_restored_database()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var access = await database.OpenAsync();
        using var server = ServerProcess.Start(database.Owner);
        await server.ReadyAsync();
        using var load = await Workload.StartAsync(Summary.Seed, access, server);
        await load.MoreAsync(100);
        await load.StopAsync();
        server.Kill();

        await using var copy = await database.RestoreAsync();
        using var restored = ServerProcess.Start(copy.Owner);
        await restored.ReadyAsync();
        foreach (var sent in load.Journal.Acknowledged.Values)
        {
            (await load.FindAsync(sent, restored)).ShouldBe((200, sent.Answer!), sent.Id);
            (await load.SendAsync(sent, restored)).ShouldBe((200, sent.Answer!), sent.Id);
        }

        var old = load.Journal.Acknowledged.Values.First();
        var verb = old.Path == "/v1/messages" ? Verb.Tap : Verb.Message;
        var other = load.New(old.Id, old.Person, old.Person == 0 ? 1 : 0, verb);
        var (refused, reason) = await load.SendAsync(other, restored);
        (refused, reason.Contains("command_id_reused", StringComparison.Ordinal)).ShouldBe((422, true), reason);
    }
}
