using Xunit;

namespace HotMess.Faults.Tests.Kit;

/// <summary>Two servers under load, for faults that end neither.</summary>
public sealed class RunningPair : IAsyncLifetime
{
    internal Pair Pair { get; private set; } = null!;

    internal Workload Load { get; private set; } = null!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        Pair = await Pair.StartAsync();
        Load = await Workload.StartAsync(Summary.Seed, Pair.Access, Pair.First, Pair.Second);
    }

    /// <summary>Whatever was done to them, at the end everything must hold.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await Pair.HoldsAsync(Load);
        }
        finally
        {
            Load.Dispose();
            await Pair.DisposeAsync();
        }
    }
}
