namespace HotMess.Integrations.Postgres;

/// <summary>A moment between two steps that belong together: where a crash, a stop or a fault hurts most.</summary>
public enum FailPoint
{
    /// <summary>Streams that are not remembered are about to be read.</summary>
    BeforeRead,

    /// <summary>A batch is about to be sent.</summary>
    BeforeAppend,

    /// <summary>It is committed and nobody has been told.</summary>
    AfterCommit,

    /// <summary>A command is durable and its caller is about to be answered.</summary>
    BeforeAnswer,

    /// <summary>A batch is committed and Marten's sequence has not moved.</summary>
    BeforePublish,

    /// <summary>The sequence has moved and the daemon has not been woken.</summary>
    AfterPublish,

    /// <summary>A page of a projection was loaded and nothing of it is written.</summary>
    BeforePage,

    /// <summary>A page's guard and rows are written, in a transaction that is still open.</summary>
    InPage,

    /// <summary>A page is committed and the daemon does not know yet.</summary>
    AfterPage,

    /// <summary>What policies do because of a page is durable, and their position has not moved.</summary>
    AfterReactions,

    /// <summary>An effect was done in the world, and nobody has noted it.</summary>
    AfterEffect,
}

/// <summary>
/// Where a test steps in, in a process of its own: it sets <see cref="Step"/> before the program begins. Nothing in the
/// program does, and no setting reaches it; passing a point then costs the look at one field.
/// </summary>
public static class FailPoints
{
    /// <summary>Called at every point; may wait, throw, stop the process or end it.</summary>
    internal static Func<FailPoint, ValueTask>? Step { get; set; }

    /// <summary>True in a process in which a test steps in.</summary>
    public static bool AreWatched => Step is not null;

    /// <summary>Goes through a point.</summary>
    public static ValueTask PassAsync(FailPoint point) => Step?.Invoke(point) ?? ValueTask.CompletedTask;
}
