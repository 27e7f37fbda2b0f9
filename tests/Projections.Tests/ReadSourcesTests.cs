using HotMess.Projections.Runtime;
using HotMess.Projections.Runtime.Tables;
using Shouldly;
using Xunit;

namespace HotMess.Projections.Tests;

/// <summary>A read that asks for a position waits for everything that it shows, and for what hides it.</summary>
public sealed class ReadSourcesTests
{
    [Theory]
    [InlineData("select 1", "")]
    [InlineData("select email from read_models.identities", "Accounts")]
    [InlineData("select * from read_models.xp_ledger", "Xp")]
    [InlineData("select v1.caller()", "")]

    // Rows of the one, names of the other.
    [InlineData("from read_models.user_favorites as f left join read_models.profiles as p on true", "Accounts Taps")]

    // A block hides a profile, and in a group what somebody says.
    [InlineData("select * from read_models.messages", "Chats Taps")]
    [InlineData("select shown from read_models.profiles", "Accounts Taps")]

    // Who may see an address follows from threads and taps.
    [InlineData("select v1.email_seen($1)", "Accounts Chats Taps")]
    [InlineData("select id from chat_threads", "Accounts Chats Taps")]
    [InlineData("select * from v1.messages", "Chats Taps")]
    [InlineData("with own as (select * from v1.threads) select 1", "Chats Taps")]
    [InlineData("select * from v1.check_ins", "Beacons CheckIns Taps")]
    [InlineData("select id from public.notifications", "Accounts Chats Notifications Taps")]
    [InlineData("select id from nowhere join public.nothing on true", "")]
    public void A_statement_reads_the_projections_of_its_tables_views_and_rights(string sql, string projections) =>
        string.Join(' ', ReadSources.Of(sql)).ShouldBe(projections);

    [Fact]
    public void A_view_reads_the_same_under_each_of_its_names()
    {
        var views = ReadModelSchema.Views.Where(view => view.AlsoNamed.Count > 0).ToList();
        views.ShouldNotBeEmpty();
        foreach (var view in views)
        {
            var reads = ReadSources.Of($"select * from public.{view.Name}");
            reads.ShouldNotBeEmpty(view.Name);
            foreach (var name in view.AlsoNamed)
            {
                ReadSources.Of($"select * from public.\"{name}\" where true").ShouldBe(reads, name);
            }
        }
    }
}
