using System.Globalization;
using System.Net.Http.Headers;
using HotMess.Api.Cli.Replay;
using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
using HotMess.Testing;
using Npgsql;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Replay;

/// <summary>
/// The whole file of real messages through the server, then what its read models say against what plain SQL says of the raw file.
/// The stated rule of reads: a person whose number divides by 3 reads each of his threads to the end, any other even one half of it
/// (rounded down), everybody else nothing. The first message of each sender to each receiver also becomes a tap.
/// </summary>
public sealed class MessageReplayTests
{
    private const int Connections = 64;

    [Fact]
    public async Task The_read_models_say_what_the_raw_file_says()
    {
        var file = RealData.Find("college_messages.txt");
        Assert.SkipWhen(file is null, "college_messages.txt is not there: HOTMESS_DATA names no directory that holds it.");
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await ApiHost.StartOnAsync(database);
        using var client = host.Alba.Server.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", host.TokenOf(Role.Importer));
        var messages = MessageFile.Read(file!);
        var replay = new MessageReplay(client, Connections);

        var summary = await replay.RunAsync(messages, _ => { }, CancellationToken.None);

        summary.ShouldBe(new ReplaySummary(summary.People, messages.Count, 0, 0, 0));
        await using var source = database.OpenOwner();
        await LoadRawAsync(source, messages, replay.People);
        await ReadAsync(client, source);
        await TapAsync(client, messages, replay.People);
        await CaughtUpAsync(database);
        foreach (var question in RealData.Questions())
        {
            (await database.ScalarAsync<long>(question.Sql)).ShouldBe(0, question.Name);
        }

        var head = await database.ScalarAsync<long>("select max(last_position) from log.batches");
        (await new MessageReplay(client, Connections).RunAsync(messages, _ => { }, CancellationToken.None))
            .ShouldBe(new ReplaySummary(summary.People, 0, 0, messages.Count, 0));
        (await database.ScalarAsync<long>("select max(last_position) from log.batches")).ShouldBe(head);
    }

    private static async Task LoadRawAsync(
        NpgsqlDataSource source, List<FileMessage> messages, IReadOnlyDictionary<int, Guid> people)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using (var make = new NpgsqlCommand(RealData.Sql("make_raw"), connection))
        {
            await make.ExecuteNonQueryAsync();
        }

        await using (var copy = await connection.BeginBinaryImportAsync("copy raw.messages from stdin (format binary)"))
        {
            foreach (var message in messages)
            {
                await copy.WriteRowAsync(default, message.Line, message.From, message.To, message.At.ToUnixTimeSeconds());
            }

            await copy.CompleteAsync();
        }

        await using var persons = await connection.BeginBinaryImportAsync("copy raw.people from stdin (format binary)");
        foreach (var (number, id) in people)
        {
            await persons.WriteRowAsync(default, number, id);
        }

        await persons.CompleteAsync();
    }

    private static async Task ReadAsync(HttpClient client, NpgsqlDataSource source)
    {
        var reads = new List<(Guid One, Guid Other, Guid Reader, long UpTo)>();
        await using var command = source.CreateCommand(RealData.Sql("reads"));
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                reads.Add((reader.GetGuid(0), reader.GetGuid(1), reader.GetGuid(0), reader.GetInt64(2)));
            }
        }

        var post = new CommandPost(client);
        await Parallel.ForEachAsync(reads, Options, async (read, ct) =>
        {
            var thread = HotMess.Domain.Kernel.ThreadId.Direct(new(read.One), new(read.Other));
            var path = $"/v1/threads/{thread.Value}/read";
            var (answered, body) = await post.SendAsync(
                path, $"read:{thread.Value}:{read.Reader}", new { from = read.Reader, up_to = read.UpTo }, ct);
            answered.ShouldBe(Answered.Accepted, body.GetRawText());
        });
    }

    private static async Task TapAsync(HttpClient client, List<FileMessage> messages, IReadOnlyDictionary<int, Guid> people)
    {
        var post = new CommandPost(client);
        var firsts = messages.DistinctBy(m => (m.From, m.To));
        await Parallel.ForEachAsync(firsts, Options, async (message, ct) =>
        {
            var id = "tap:" + message.Line.ToString(CultureInfo.InvariantCulture);
            var tap = new { from = people[message.From], to = people[message.To], kind = "tap", occurred_at = message.At };
            var (answered, body) = await post.SendAsync("/v1/taps", id, tap, ct);
            answered.ShouldBe(Answered.Accepted, body.GetRawText());
        });
    }

    private static ParallelOptions Options { get; } = new() { MaxDegreeOfParallelism = Connections };

    private static Task CaughtUpAsync(TestDatabase database) => Eventually.HoldsAsync(
        async () => await database.ScalarAsync<long>(RealData.Sql("backlog")) == 0, "the projections catch up", TimeSpan.FromMinutes(2));
}
