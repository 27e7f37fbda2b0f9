using System.Security.Cryptography;
using HotMess.EventLog.Tests.Kit;
using HotMess.Integrations.Postgres.EventLog;
using Shouldly;
using Xunit;

namespace HotMess.EventLog.Tests;

/// <summary>The tree over the events, and the check that finds whatever was changed behind the log's back.</summary>
public sealed class TreeTests(TreeTests.Filled fixture) : IClassFixture<TreeTests.Filled>
{
    /// <summary>700 events in batches of many sizes.</summary>
    public sealed class Filled : LogFixture
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            await using var log = Open();
            for (var size = 1; size <= 36; size++)
            {
                await Task.WhenAll(Enumerable.Range(0, size).Select(i => log.AcceptAsync(Notes.Write("tree-" + i))));
            }

            await Task.WhenAll(Enumerable.Range(0, 34)
                .Select(i => log.AcceptAsync(Notes.Write("tree-" + i, "ü \"\\\n€😀"))));
        }
    }

    [Fact]
    public void Roots_are_those_of_RFC_6962()
    {
        var tree = new MerkleTree();
        var leaves = new List<byte[]>();
        for (var count = 0; count <= 300; count++)
        {
            tree.Root().ShouldBe(Root(leaves.ToArray()));
            var leaf = SHA256.HashData(BitConverter.GetBytes(count));
            leaves.Add(leaf);
            tree.Add(leaf);
        }
    }

    [Fact]
    public async Task The_database_computes_the_same_tree_and_keeps_every_256th_subtree()
    {
        var report = await fixture.CheckAsync();
        report.Fault.ShouldBeNull();
        report.Events.ShouldBe(700);

        var rows = await fixture.RowsAsync("select leaves from log.batches order by last_position");
        var leaves = rows.SelectMany(row => ((byte[])row[0]!).Chunk(32)).ToArray();
        var nodes = await fixture.RowsAsync("select level, index, hash from log.tree_nodes order by index");

        report.Root.ShouldBe(Root(leaves));
        nodes.Count.ShouldBe(2);
        nodes.ShouldAllBe(node => (int)node[0]! == 8);
        nodes[0][2].ShouldBe(Root(leaves[..256]));
        nodes[1][2].ShouldBe(Root(leaves[256..512]));
        await using var log = fixture.Open();
        var head = await log.HeadAsync(default);
        (head.Leaves, head.Position).ShouldBe((700, 700));
        head.Root.ShouldBe(report.Root);
    }

    [Theory]
    [InlineData("mt_events", "update log.mt_events set data = data || '{\"text\":\"\"}' where seq_id = 300", 300)]
    [InlineData("mt_events", "update log.mt_events set id = gen_random_uuid() where seq_id = 301", 301)]
    [InlineData("mt_events", "update log.mt_events set type = 'note_closed' where seq_id = 302", 302)]
    [InlineData("mt_events", "update log.mt_events set timestamp = timestamp + '1 us' where seq_id = 303", 303)]
    [InlineData("mt_events", "update log.mt_events set causation_id = 'x' where seq_id = 304", 304)]
    [InlineData("mt_events", "update log.mt_events set version = 9999 where seq_id = 305", 305)]
    [InlineData("mt_events", "delete from log.mt_events where seq_id = 306", 307)]
    [InlineData("mt_events", "delete from log.mt_events where seq_id = 700", 700)]
    [InlineData("mt_events", "update log.mt_events set seq_id = 705 where seq_id = 700", 705)]
    [InlineData("batches", "update log.batches set root = sha256('') where last_position = 700", 700)]
    [InlineData("batches", "update log.batches set frontier[1] = sha256('') where last_position = 700", 700)]
    [InlineData("batches", "delete from log.batches where last_position = 1", 1)]
    [InlineData("tree_nodes", "update log.tree_nodes set hash = sha256('') where index = 1", 512)]
    [InlineData("tree_nodes", "delete from log.tree_nodes where index = 0", 256)]
    [InlineData("tree_nodes", "insert into log.tree_nodes values (8, 2, sha256(''))", 700)]
    public async Task A_change_behind_the_logs_back_is_found(string table, string sql, long position)
    {
        await using var owner = fixture.Database.OpenOwner();
        await using var connection = await owner.OpenConnectionAsync();
        await using var change = new Npgsql.NpgsqlCommand(
            $"create temp table kept as table log.{table}; alter table log.{table} disable trigger all; {sql}",
            connection);
        await change.ExecuteNonQueryAsync();

        var report = await fixture.CheckAsync();

        await using var back = new Npgsql.NpgsqlCommand(
            $"""
            delete from log.{table}; insert into log.{table} select * from kept; drop table kept;
            alter table log.{table} enable trigger all; alter table log.{table} enable always trigger append_only;
            alter table log.{table} enable always trigger append_only_truncate
            """, connection);
        await back.ExecuteNonQueryAsync();
        report.Sound.ShouldBeFalse();
        report.FirstBadPosition.ShouldBe(position);
        (await fixture.CheckAsync()).Fault.ShouldBeNull();
    }

    /// <summary>RFC 6962, 2.1, word for word.</summary>
    private static byte[] Root(byte[][] leaves)
    {
        if (leaves.Length == 0)
        {
            return SHA256.HashData([]);
        }

        if (leaves.Length == 1)
        {
            return leaves[0];
        }

        var split = 1;
        while (split * 2 < leaves.Length)
        {
            split *= 2;
        }

        return SHA256.HashData([1, .. Root(leaves[..split]), .. Root(leaves[split..])]);
    }
}
