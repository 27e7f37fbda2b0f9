using System.Globalization;
using System.Threading.Channels;

namespace HotMess.Api.Cli.Replay;

/// <summary>What a replay did.</summary>
internal sealed record ReplaySummary(int People, long Accepted, long Unchanged, long Repeated, long Rejected)
{
    /// <summary>The first problem document, if there was one.</summary>
    public string? FirstRejection { get; init; }
}

/// <summary>
/// Posts a file of messages as commands: the importer acts for the sender, the command's id is <c>collegemsg:LINE</c>,
/// and the first message of a pair opens their thread in the same command. The messages of a pair keep their order; run
/// again, it changes nothing.
/// </summary>
internal sealed class MessageReplay(HttpClient client, int connections)
{
    private const int QueueLength = 256;
    private readonly CommandPost post = new(client);
    private readonly long[] counts = new long[Enum.GetValues<Answered>().Length];
    private string? firstRejection;

    /// <summary>The people of the file, and their ids, once <see cref="RunAsync"/> has made them.</summary>
    public IReadOnlyDictionary<int, Guid> People { get; private set; } = new Dictionary<int, Guid>();

    /// <param name="messages">In the file's order.</param>
    /// <param name="done">Told how many of people and messages have been answered.</param>
    /// <param name="ct">Stops between commands.</param>
    public async Task<ReplaySummary> RunAsync(
        IReadOnlyList<FileMessage> messages, Action<long> done, CancellationToken ct)
    {
        var numbers = messages.SelectMany(m => (int[])[m.From, m.To]).Distinct().Order().ToArray();
        var ids = new Guid[numbers.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = connections, CancellationToken = ct };
        var answered = 0L;
        await Parallel.ForAsync(0, numbers.Length, options, async (i, token) =>
        {
            ids[i] = await MakePersonAsync(numbers[i], token);
            done(Interlocked.Increment(ref answered));
        });
        People = numbers.Zip(ids).ToDictionary(p => p.First, p => p.Second);
        await SendAllAsync(messages, () => done(Interlocked.Increment(ref answered)), ct);
        return new ReplaySummary(
            numbers.Length,
            counts[(int)Answered.Accepted],
            counts[(int)Answered.Unchanged],
            counts[(int)Answered.Repeated],
            counts[(int)Answered.Rejected])
        {
            FirstRejection = firstRejection,
        };
    }

    private async Task<Guid> MakePersonAsync(int number, CancellationToken ct)
    {
        var name = number.ToString(CultureInfo.InvariantCulture);
        var (answered, body) = await post.SendAsync(
            "/v1/people",
            "collegemsg:person:" + name,
            new { email = $"student-{name}@collegemsg.invalid", display_name = "Student " + name },
            ct);
        return answered == Answered.Rejected
            ? throw new InvalidOperationException("A person was refused: " + body.GetRawText())
            : body.GetProperty("person_id").GetGuid();
    }

    // One queue per connection; a pair's messages all go to one of them, so that they keep their order.
    private async Task SendAllAsync(IReadOnlyList<FileMessage> messages, Action done, CancellationToken ct)
    {
        var queues = Enumerable.Range(0, connections)
            .Select(_ => Channel.CreateBounded<FileMessage>(QueueLength)).ToArray();
        var workers = queues.Select(queue => SendQueueAsync(queue.Reader, done, ct)).ToArray();
        foreach (var message in messages)
        {
            var pair = (uint)HashCode.Combine(
                Math.Min(message.From, message.To), Math.Max(message.From, message.To)) % connections;
            if (!await WriteAsync(queues[pair].Writer, workers[pair], message, ct))
            {
                break;
            }
        }

        foreach (var queue in queues)
        {
            queue.Writer.Complete();
        }

        await Task.WhenAll(workers);
    }

    // False where the reader of that queue has failed: nobody would make room in it.
    private static async ValueTask<bool> WriteAsync(
        ChannelWriter<FileMessage> queue, Task worker, FileMessage message, CancellationToken ct)
    {
        if (queue.TryWrite(message))
        {
            return true;
        }

        var write = queue.WriteAsync(message, ct).AsTask();
        return await Task.WhenAny(write, worker) == write;
    }

    private async Task SendQueueAsync(ChannelReader<FileMessage> queue, Action done, CancellationToken ct)
    {
        await foreach (var message in queue.ReadAllAsync(ct))
        {
            var (answered, body) = await post.SendAsync(
                "/v1/messages",
                "collegemsg:" + message.Line.ToString(CultureInfo.InvariantCulture),
                new
                {
                    from = People[message.From],
                    to = People[message.To],
                    text = Texts.Of(message.Line),
                    occurred_at = message.At,
                },
                ct);
            Interlocked.Increment(ref counts[(int)answered]);
            if (answered == Answered.Rejected)
            {
                Interlocked.CompareExchange(ref firstRejection, body.GetRawText(), null);
            }

            done();
        }
    }
}
