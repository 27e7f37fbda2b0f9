using HotMess.Projections.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.Projections.Tests;

/// <summary>Unread counts, and erasure.</summary>
public sealed class ChatTests : IAsyncLifetime
{
    private const string WrongCounts = """
        select count(*)
        from read_models.thread_participants as p
          join read_models.chat_threads as t using (thread_id)
        where (t.last_sequence - p.own_messages) - (p.read_up_to - p.own_read) <> (
          select count(*) from read_models.messages as m
          where m.thread_id = p.thread_id and m.sender_id <> p.person_id and m.sequence > p.read_up_to)
        """;

    private const string WrongThreads = """
        select count(*)
        from read_models.chat_threads as t
          left join read_models.messages as m on m.thread_id = t.thread_id and m.sequence = t.last_sequence
        where t.last_text is distinct from left(m.text, 100)
          or t.last_by is distinct from m.sender_id
          or t.participant_ids <> array(
            select p.person_id from read_models.thread_participants as p
            where p.thread_id = t.thread_id and not p.has_left
            order by p.person_id)
        """;

    private ProjectionBed bed = null!;

    public async ValueTask InitializeAsync() => bed = await ProjectionBed.CreateAsync();

    public ValueTask DisposeAsync() => bed.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Unread_is_what_a_count_of_the_messages_says(int seed)
    {
        await bed.Log.AppendAsync(new History(seed, bed.Log).Walk(800).Events);
        await bed.ApplyAsync("Chats", 13);
        (await bed.ScalarAsync<long>("select count(*) from read_models.thread_participants where read_up_to > 0"))
            .ShouldBeGreaterThan(5);
        (await bed.ScalarAsync<long>(WrongCounts)).ShouldBe(0);
        (await bed.ScalarAsync<long>("select count(*) from read_models.chat_threads where last_text is not null"))
            .ShouldBeGreaterThan(5);
        (await bed.ScalarAsync<long>(WrongThreads)).ShouldBe(0);
    }

    [Fact]
    public async Task Erasing_a_person_nulls_what_came_from_him_and_nothing_else()
    {
        var history = new History(5, bed.Log).Walk(400);
        await bed.Log.AppendAsync(history.Events);
        await bed.ApplyAsync("Chats", 100);
        await bed.ApplyAsync("Accounts", 100);
        var (last, gone) = (bed.Log.Head, history.People[2]);
        var others = $"select count(*) from read_models.messages where sender_id <> '{gone}' and text is not null";
        var before = await bed.ScalarAsync<long>(others);
        history.Erase(gone);
        await bed.Log.AppendAsync(history.Events[^1]);
        await bed.ApplyAsync("Chats", 100, after: last);
        await bed.ApplyAsync("Accounts", 100, after: last);
        (await bed.ScalarAsync<long>(others)).ShouldBe(before);
        (await bed.ScalarAsync<long>(
            $"select count(*) from read_models.messages where sender_id = '{gone}' and text is not null")).ShouldBe(0);
        (await bed.ScalarAsync<long>(WrongThreads)).ShouldBe(0);
        (await bed.ScalarAsync<long>(
            "select count(*) from read_models.identities join read_models.profiles using (person_id) "
            + $"where person_id = '{gone}' and erased and email is null and shown = '{{}}' and not is_visible"))
            .ShouldBe(1);
    }
}
