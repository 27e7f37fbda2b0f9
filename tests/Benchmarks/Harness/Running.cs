using System.Diagnostics;
using System.Globalization;

namespace HotMess.Benchmarks.Harness;

/// <summary>A server process of the bench's own.</summary>
internal sealed class Running : IDisposable
{
    private static readonly List<Running> All = [];
    private readonly Process process;
    private bool ended;

    private Running(Process process)
    {
        this.process = process;
        All.Add(this);
    }

    public int Id => process.Id;

    /// <summary>Working set in bytes.</summary>
    public long WorkingSet
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Ends whatever is still there, also after a failure.</summary>
    public static void EndAll() => All.ForEach(running => running.Dispose());

    public static Running Start(
        string program, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, e) => Console.Error.WriteLine(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new Running(process);
    }

    /// <summary>Runs a program to its end and returns what it printed.</summary>
    public static async Task<string> OutputAsync(
        string program, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await error}{output}");
    }

    /// <summary>Returns once the address answers 200.</summary>
    public static async Task WaitForAsync(string url, TimeSpan limit)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await timer.WaitForNextTickAsync())
        {
            try
            {
                if ((await client.GetAsync(url)).IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet.
            }

            if (watch.Elapsed > limit)
            {
                throw new TimeoutException($"{url} did not answer within {limit.TotalSeconds} s.");
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (ended)
        {
            return;
        }

        ended = true;
        if (!process.HasExited)
        {
            Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();
            if (!process.WaitForExit(10_000))
            {
                process.Kill();
            }
        }

        process.Dispose();
    }
}
