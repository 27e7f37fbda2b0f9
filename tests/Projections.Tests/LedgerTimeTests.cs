using HotMess.Domain.Coins;
using HotMess.Domain.Kernel;
using HotMess.Domain.Xp;
using HotMess.Projections.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.Projections.Tests;

/// <summary>A ledger is read by time: what one commit brings a person has an order, the same by any pages.</summary>
public sealed class LedgerTimeTests
{
    private static readonly PersonId Ann = new(Guid.Parse("00000000-0000-7000-8000-00000000000a"));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task The_newest_row_has_the_balance(int page)
    {
        await using var bed = await ProjectionBed.CreateAsync();
        bed.Log.Step = TimeSpan.Zero;
        await bed.Log.AppendAsync([.. Enumerable.Range(1, 10).SelectMany(Earned)]);
        await bed.ApplyAsync("Coins", page);
        await bed.ApplyAsync("Xp", page);

        foreach (var table in (string[])["sweat_coins", "xp_ledger"])
        {
            (await bed.ScalarAsync<long[]>(
                $"select array(select balance_after from read_models.{table} order by created_at)"))
                .ShouldBe([1, 3, 6, 10, 15, 21, 28, 36, 45, 55], table);
            (await bed.ScalarAsync<long>(
                $"select count(distinct created_at) from read_models.{table}")).ShouldBe(10, table);

            // A microsecond each after the commit, whatever the page.
            (await bed.ScalarAsync<string>(
                $"""
                select string_agg(extract(microseconds from row.created_at - event.timestamp)::int::text, ' '
                  order by row.position)
                from read_models.{table} as row join log.mt_events as event on event.seq_id = row.position
                """)).ShouldBe("0 1 2 3 4 5 6 7 8 9");
        }
    }

    private static IEnumerable<NewEvent> Earned(int amount)
    {
        yield return new NewEvent(StreamName.Coins(Ann), new CoinsCredited(
            null, new(Guid.CreateVersion7()), Ann, amount, CoinSource.Bonus, $"c{amount}", null));
        yield return new NewEvent(StreamName.Xp(Ann), new XpAwarded(
            null, new(Guid.CreateVersion7()), Ann, XpAction.Challenge, amount, $"x{amount}", null));
    }
}
