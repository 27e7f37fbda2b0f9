using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace HotMess.Faults.Tests.Kit;

/// <summary>What a proxy does to every connection.</summary>
internal enum Link
{
    /// <summary>Passes everything on.</summary>
    Whole,

    /// <summary>Ends what is open with a reset, and takes no new connection.</summary>
    Reset,

    /// <summary>Takes connections and bytes, and passes nothing on: a cable that was pulled.</summary>
    Stalled,

    /// <summary>Passes on one byte a second from the database.</summary>
    Slow,

    /// <summary>Ends each connection after some hundred bytes from the database, in the middle of an answer.</summary>
    Cut,
}

/// <summary>Stands between a server and its database, on the loopback.</summary>
internal sealed class TcpProxy : IDisposable
{
    private const int CutAfter = 700;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, Socket> pairs = new();
    private readonly CancellationTokenSource stop = new();
    private readonly int target;
    private volatile TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile int link;

    /// <param name="target">The database's port.</param>
    public TcpProxy(int target)
    {
        this.target = target;
        listener.Start(512);
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = Task.Run(AcceptAsync);
    }

    public int Port { get; }

    /// <summary>From now on; what stalled or crept goes on where it was.</summary>
    public void Turn(Link to)
    {
        link = (int)to;
        var before = changed;
        changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        before.TrySetResult();
        if (to == Link.Reset)
        {
            EndAll();
        }
    }

    /// <summary>Ends what is open with a reset; new connections are taken.</summary>
    public void EndAll()
    {
        foreach (var (client, server) in pairs)
        {
            End(client, server);
        }
    }

    public void Dispose()
    {
        stop.Cancel();
        listener.Stop();
        EndAll();
        stop.Dispose();
    }

    private static void End(Socket client, Socket server)
    {
        foreach (var socket in (Socket[])[client, server])
        {
            socket.Close(timeout: 0);
        }
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            var client = await listener.AcceptSocketAsync(stop.Token);
            if ((Link)link == Link.Reset)
            {
                client.Close(timeout: 0);
                continue;
            }

            _ = Task.Run(() => ServeAsync(client));
        }
    }

    private async Task ServeAsync(Socket client)
    {
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        pairs[client] = server;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, target, stop.Token);
            await Task.WhenAny(PumpAsync(client, server, false), PumpAsync(server, client, true));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Either side has gone, which is what a proxy is there to pass on.
        }
        finally
        {
            pairs.TryRemove(client, out _);
            End(client, server);
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool answers)
    {
        var buffer = new byte[16 * 1024];
        var passed = 0;
        while (true)
        {
            var count = await from.ReceiveAsync(buffer, stop.Token);
            if (count == 0)
            {
                return;
            }

            for (var sent = 0; sent < count;)
            {
                var next = await AllowedAsync(answers, count - sent, passed);
                if (next < 0)
                {
                    return;
                }

                sent += await to.SendAsync(buffer.AsMemory(sent, next), stop.Token);
                passed += next;
            }
        }
    }

    // How many bytes may go now; below 0 where the connection ends.
    private async Task<int> AllowedAsync(bool answers, int rest, int passed)
    {
        while (true)
        {
            var turn = changed.Task;
            switch ((Link)link)
            {
                case Link.Stalled:
                    await turn.WaitAsync(stop.Token);
                    break;
                case Link.Slow when answers:
                    await Task.WhenAny(turn, Lasting.ForAsync(TimeSpan.FromSeconds(1), stop.Token));
                    return 1;
                case Link.Cut when answers && passed > CutAfter:
                    return -1;
                default:
                    return rest;
            }
        }
    }
}
