using HotMess.Integrations.Postgres;
using HotMess.Integrations.Postgres.EventLog;
using Shouldly;

namespace HotMess.EventLog.Tests.Kit;

internal static class LogCalls
{
    public static async Task<CommandResult> DoAsync(this Log log, CommandRequest request) =>
        await log.ExecuteAsync(request, CancellationToken.None);

    public static async Task<CommandResult.Accepted> AcceptAsync(this Log log, CommandRequest request) =>
        (await log.DoAsync(request)).ShouldBeOfType<CommandResult.Accepted>();

    /// <summary>All in one batch: the gate holds a first command's batch back until they have all arrived.</summary>
    public static async Task<CommandResult[]> DoTogetherAsync(this Log log, Gate gate, params CommandRequest[] requests)
    {
        gate.Close();
        var first = log.DoAsync(Notes.Write("first-" + Guid.CreateVersion7()));
        await gate.Reached;
        var rest = requests.Select(log.DoAsync).ToArray();
        gate.Open();
        await first;
        return await Task.WhenAll(rest);
    }
}

/// <summary>Holds the appender before one batch.</summary>
internal sealed class Gate
{
    private TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool closed;

    public Task Reached => reached.Task;

    public void Close()
    {
        reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        closed = true;
    }

    public void Open()
    {
        closed = false;
        opened.TrySetResult();
    }

    public async ValueTask PassAsync(FailPoint point)
    {
        if (point == FailPoint.BeforeAppend && closed)
        {
            reached.TrySetResult();
            await opened.Task;
        }
    }
}
