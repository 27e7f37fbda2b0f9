using HotMess.Api.Hosting;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using Wolverine.Http;

namespace HotMess.Api.Blocks;

/// <summary>Whom the caller has blocked, the newest first.</summary>
public static class MyBlocksEndpoint
{
    private static readonly CallerStatement Sql = Reads.Statement("Blocks/my_blocks.sql");

    /// <summary>A page; <c>before</c> is a block's id.</summary>
    [WolverineGet("/v1/blocks")]
    [Allow(Role.Authenticated, Role.Admin)]
    [Answers(typeof(BlocksDocument))]
    public static ValueTask<IResult> Get(
        Caller caller, MinPosition min, PageRequest page, Reads reads, CancellationToken ct) =>
        reads.JsonAsync(
            caller,
            min,
            new CallerQuery(Sql, page.BeforeId(), page.LimitParameter()),
            "blocks",
            ct);
}

/// <summary>A page of blocks as it is described to clients.</summary>
public sealed record BlocksDocument(IReadOnlyList<BlocksDocument.Item> Blocks)
{
    /// <summary>One block.</summary>
    public sealed record Item(BlockId BlockId, PersonId PersonId, string? Reason, DateTimeOffset BlockedAt);
}
