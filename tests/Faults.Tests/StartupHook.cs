using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using HotMess.Integrations.Postgres;

/// <summary>
/// Runs inside a server process before its program begins, where <c>DOTNET_STARTUP_HOOKS</c> names this assembly, and
/// steps in at one fail point as <see cref="Variable"/> says: <c>POINT PASS kill|stop</c>.
/// </summary>
internal static class StartupHook
{
    /// <summary>Of the process's environment.</summary>
    public const string Variable = "HOTMESS_TEST_FAIL";

    private const int Sigstop = 19;

    /// <summary>Called by the runtime.</summary>
    public static void Initialize()
    {
        var wish = Environment.GetEnvironmentVariable(Variable)!.Split(' ');
        var point = Enum.Parse<FailPoint>(wish[0]);
        var left = int.Parse(wish[1], CultureInfo.InvariantCulture);
        FailPoints.Step = passed =>
        {
            if (passed == point && Interlocked.Decrement(ref left) == 0)
            {
                End(wish[2]);
            }

            return ValueTask.CompletedTask;
        };
    }

    private static void End(string how)
    {
        using var self = Process.GetCurrentProcess();
        if (how == "kill")
        {
            self.Kill();
            self.WaitForExit();
        }

        _ = Kill(self.Id, Sigstop);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);
}
