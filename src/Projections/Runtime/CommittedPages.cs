using HotMess.Integrations.Postgres;
using Marten;
using Marten.Services;

namespace HotMess.Projections.Runtime;

/// <summary>Tells a test of each page that was committed; a store has it only where a test steps in.</summary>
internal sealed class CommittedPages : IChangeListener
{
    /// <inheritdoc />
    public Task BeforeCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token) =>
        Task.CompletedTask;

    /// <inheritdoc />
    public Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token) =>
        FailPoints.PassAsync(FailPoint.AfterPage).AsTask();
}
