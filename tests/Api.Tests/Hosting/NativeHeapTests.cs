using System.Diagnostics;
using System.Runtime.InteropServices;
using HotMess.Api.Hosting;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Hosting;

/// <summary>What was freed below a block that stays is held by the C library until it is asked.</summary>
public sealed class NativeHeapTests
{
    private const int Blocks = 65_536;
    private const int BlockBytes = 1_024;

    [Fact]
    public void Memory_that_the_C_library_holds_is_given_back()
    {
        var last = Scatter();
        var held = ResidentMegabytes();

        NativeHeap.GiveBack();

        ResidentMegabytes().ShouldBeLessThan(held - 32);
        Marshal.FreeHGlobal(last);
    }

    private static nint Scatter()
    {
        var blocks = new nint[Blocks];
        for (var i = 0; i < Blocks; i++)
        {
            blocks[i] = Marshal.AllocHGlobal(BlockBytes);
            for (var at = 0; at < BlockBytes; at += 8)
            {
                Marshal.WriteInt64(blocks[i], at, 1);
            }
        }

        foreach (var block in blocks[..^1])
        {
            Marshal.FreeHGlobal(block);
        }

        return blocks[^1];
    }

    private static long ResidentMegabytes()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64 / 1_048_576;
    }
}
