using HotMess.Api.Hosting;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using Wolverine.Http;

namespace HotMess.Api.Coins;

/// <summary>The caller's coins: what he has, and how it came to be, newest first.</summary>
public static class MyCoinsEndpoint
{
    private static readonly CallerStatement Sql = Reads.Statement("Coins/my_coins.sql");

    /// <summary>A page; <c>before</c> is an entry's position.</summary>
    [WolverineGet("/v1/coins")]
    [Allow(Role.Authenticated, Role.Admin)]
    [Answers(typeof(CoinsDocument))]
    public static ValueTask<IResult> Get(
        Caller caller, MinPosition min, PageRequest page, Reads reads, CancellationToken ct) =>
        reads.JsonAsync(
            caller, min, new CallerQuery(Sql, page.BeforeSequence(), page.LimitParameter()), "coins", ct);
}

/// <summary>A page of a person's coins as it is described to clients.</summary>
/// <param name="Balance">Whole coins, now.</param>
public sealed record CoinsDocument(long Balance, IReadOnlyList<CoinsDocument.Item> Entries)
{
    /// <summary>
    /// One entry. <paramref name="Position"/> is that of the event that made it; <paramref name="PersonId"/> is the
    /// other of a transfer; <paramref name="Counter"/> the account that it is booked against. Where
    /// <paramref name="Policy"/> made it, <paramref name="Cause"/> is the position of the event that it reacted to;
    /// else its own. <paramref name="Reason"/> is the kind where nobody gave another.
    /// </summary>
    public sealed record Item(
        CoinEntryId EntryId,
        long Position,
        long Amount,
        long BalanceAfter,
        string Kind,
        string Counter,
        string? ReferenceType,
        string? Reference,
        PersonId? PersonId,
        string Reason,
        string? Policy,
        long Cause,
        DateTimeOffset CreatedAt);
}
