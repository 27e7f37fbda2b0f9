using HotMess.Benchmarks.Harness;

namespace HotMess.Benchmarks.Rows;

/// <summary>Rows of the table that are measured together.</summary>
internal abstract class RowGroup(Stage stage)
{
    /// <summary>As <c>--rows</c> names it.</summary>
    public abstract string Name { get; }

    /// <summary>Those without which it cannot be measured.</summary>
    public virtual IReadOnlyList<RowGroup> Needs => [];

    protected Stage Stage => stage;

    protected BenchRun Run => stage.Run;

    protected Contender Ours => stage.Ours;

    /// <summary>Before the first round.</summary>
    public virtual Task PrepareAsync() => Task.CompletedTask;

    /// <summary>Its loads of one round; those of the other groups run between them.</summary>
    /// <param name="counts">False in the first round, which warms up.</param>
    public virtual Task RoundAsync(bool counts) => Task.CompletedTask;

    /// <summary>What is measured after the rounds, alone.</summary>
    public virtual Task AfterAsync() => Task.CompletedTask;

    /// <summary>In the order of the table.</summary>
    public abstract IEnumerable<Row> Rows { get; }

    /// <summary>How its rows are to be read, a line each.</summary>
    public virtual IEnumerable<string> Reading => [];

    /// <summary>Ends what it started.</summary>
    public virtual void End()
    {
    }

    protected static void Keep(bool counts, Series series, double value)
    {
        if (counts)
        {
            series.Add(value);
        }
    }
}
