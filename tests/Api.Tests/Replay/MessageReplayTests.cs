using System.Globalization;
using HotMess.Api.Cli.Replay;
using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
using HotMess.Testing;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Replay;

/// <summary>
/// The whole file of real messages through the server, then what its read models say against what plain SQL says of the
/// raw file. The rule of reads stands in Sql/make_raw.sql; the first message of each to each also becomes a tap.
/// </summary>
public sealed class MessageReplayTests
{
    private const string Missing = "college_messages.txt is not there: HOTMESS_DATA names no directory that holds it.";

    // What follows from messages by policies comes after them.
    private const string Sent = "select count(*) from log.mt_events where causation_id is null";

    private const int Connections = 64;

    private static ParallelOptions Options { get; } = new() { MaxDegreeOfParallelism = Connections };

    [Fact]
    public async Task The_read_models_say_what_the_raw_file_says()
    {
        var file = RealData.Find("college_messages.txt");
        Assert.SkipWhen(file is null, Missing);
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await ApiHost.StartOnAsync(database);
        using var client = host.Alba.Server.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", host.TokenOf(Role.Importer));
        var messages = MessageFile.Read(file!);

        var replay = await ReplayAsync(client, messages);

        replay.Summary.ShouldBe(new ReplaySummary(replay.People.Count, messages.Count, 0, 0, 0));
        await using var raw = await RawFile.LoadAsync(database, file!, replay.People);
        await ReadAsync(client, await raw.ReadsAsync());
        await TapAsync(client, messages, replay.People);
        var sent = await database.ScalarAsync<long>(Sent);
        await CaughtUpAsync(database);
        foreach (var (name, sql) in RealData.Questions())
        {
            (await database.ScalarAsync<long>(sql)).ShouldBe(0, name);
        }

        var head = await database.ScalarAsync<long>("select max(last_position) from log.batches");
        await OwnThreads.ShouldBeReadAsync(host, await raw.OwnThreadsAsync(), head);
        var again = await ReplayAsync(client, messages);
        again.Summary.ShouldBe(new ReplaySummary(replay.People.Count, 0, 0, messages.Count, 0));
        again.People.ShouldBe(replay.People, ignoreOrder: true);
        (await database.ScalarAsync<long>(Sent)).ShouldBe(sent);
    }

    private static async Task<(ReplaySummary Summary, IReadOnlyDictionary<int, Guid> People)> ReplayAsync(
        HttpClient client, List<FileMessage> messages)
    {
        var replay = new MessageReplay(client, Connections);
        return (await replay.RunAsync(messages, _ => { }, CancellationToken.None), replay.People);
    }

    private static Task ReadAsync(HttpClient client, IReadOnlyList<FileRead> reads)
    {
        var post = new CommandPost(client);
        return Parallel.ForEachAsync(reads, Options, async (read, ct) =>
        {
            var thread = HotMess.Domain.Kernel.ThreadId.Direct(new(read.Reader), new(read.Other));
            var body = new { from = read.Reader, up_to = read.UpTo };
            await AcceptedAsync(post, $"/v1/threads/{thread}/read", $"read:{thread}:{read.Reader}", body, ct);
        });
    }

    private static Task TapAsync(HttpClient client, List<FileMessage> messages, IReadOnlyDictionary<int, Guid> people)
    {
        var post = new CommandPost(client);
        return Parallel.ForEachAsync(messages.DistinctBy(m => (m.From, m.To)), Options, async (message, ct) =>
        {
            var id = "tap:" + message.Line.ToString(CultureInfo.InvariantCulture);
            var (from, to) = (people[message.From], people[message.To]);
            await AcceptedAsync(post, "/v1/taps", id, new { from, to, kind = "tap", occurred_at = message.At }, ct);
        });
    }

    private static async Task AcceptedAsync(CommandPost post, string path, string id, object body, CancellationToken ct)
    {
        var (answered, answer) = await post.SendAsync(path, id, body, ct);
        answered.ShouldBe(Answered.Accepted, answer.GetRawText());
    }

    private static Task CaughtUpAsync(TestDatabase database) => Eventually.HoldsAsync(
        async () => await database.ScalarAsync<long>(RealData.Sql("backlog")) == 0,
        "the projections catch up",
        TimeSpan.FromMinutes(2));
}
