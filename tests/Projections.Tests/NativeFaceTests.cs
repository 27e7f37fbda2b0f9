using HotMess.Projections.Runtime.Tables;
using HotMess.Projections.Tests.Kit;
using Npgsql;
using Shouldly;
using Xunit;

namespace HotMess.Projections.Tests;

/// <summary>What callers can name beside the seed's views: what native answers read, and nothing behind it.</summary>
public sealed class NativeFaceTests(RightsRoom room) : IClassFixture<RightsRoom>
{
    [Theory]
    [InlineData("identities", "1 1 1 1 0 4")]
    [InlineData("sessions", "0 0 0 0 0 0")]
    [InlineData("profiles", "4 4 4 4 0 4")]
    [InlineData("threads", "1 1 0 0 0 0")]
    [InlineData("messages", "2 2 0 0 0 2")]
    [InlineData("check_ins", "2 1 0 0 0 0")]
    [InlineData("venue_leaders", "2 2 2 2 0 2")]
    [InlineData("venue_wars where declared_by is not null", "1 1 1 1 0 1")]
    [InlineData("notifications", "2 2 0 0 0 4")]
    [InlineData("notifications where actor_id is not null", "1 2 0 0 0 3")]
    [InlineData("coin_accounts", "1 1 0 0 0 4")]
    public async Task Rows_of_each_native_view(string view, string expected) =>
        await room.ShouldCountAsync("v1." + view, expected);

    [Theory]
    [InlineData("coin_accounts", "account_id counter balance")]
    [InlineData("xp_accounts", "person_id total level")]
    public async Task What_only_verbs_need_to_know_is_no_column_of_a_view(string view, string expected) =>
        (await room.ColumnsAsync("v1", view)).ShouldBe(expected.Split(' '));

    [Fact]
    public async Task Every_view_may_be_asked_by_every_caller_whatever_it_shows_him()
    {
        var views = (await room.NamesAsync("v1")).Concat(await room.NamesAsync("public"))
            .Where(name => name != "hotmess_migrations" && !name.EndsWith(')')).ToArray();
        views.Length.ShouldBeGreaterThan(ReadModelSchema.Views.Count);
        foreach (var view in views)
        {
            foreach (var caller in RightsRoom.Callers.Values)
            {
                (await room.Reads.CountAsync(caller, view)).ShouldBeGreaterThanOrEqualTo(0, view);
            }
        }
    }

    [Fact]
    public async Task A_caller_names_no_table_and_none_of_the_functions_that_rights_ask()
    {
        var names = await room.NamesAsync("read_models");
        names.Count.ShouldBeGreaterThan(ReadModelSchema.Tables.Count);
        foreach (var (name, caller) in names.SelectMany(name => RightsRoom.Callers.Values.Select(one => (name, one))))
        {
            var refused = await Should.ThrowAsync<PostgresException>(
                async () => await room.Reads.CountAsync(caller, name), $"{name} as {caller.Role}");
            refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, name);
        }
    }
}
