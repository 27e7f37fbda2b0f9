using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Testing;
using Xunit;
using static HotMess.Domain.Tests.People;

namespace HotMess.Domain.Tests.Chats;

/// <summary>Threads of several people, and what each does with a thread for himself.</summary>
public sealed class GroupSpecs
{
    private static readonly ThreadId Group = new(Uuid(6));
    private static readonly ThreadId Direct = ThreadId.Direct(Adam, Ben);

    [Fact]
    public void A_group_is_opened_with_its_opener_first() => Spec.Given<ChatThread>()
        .When(Open([Carl, Ben], "Friday"))
        .Then(new GroupOpened(Adam, Group, Adam, [Adam, Ben, Carl], SealedText.Of("Friday"), Now))
        .AndAgainNothing();

    [Theory]
    [InlineData(0)]
    [InlineData(32)]
    public void A_group_has_bounds(int others) => Spec.Given<ChatThread>()
        .When(Open([.. Enumerable.Range(100, others).Select(i => new PersonId(Uuid(i)))], null))
        .ThenRejected(ChatRejections.GroupSize);

    [Fact]
    public void Bad_groups_are_refused_by_name()
    {
        var given = Spec.Given<ChatThread>();
        given.When(Open([Ben, Adam], null)).ThenRejected(ChatRejections.SelfThread);
        given.When(Open([Ben, Ben], null)).ThenRejected(ChatRejections.GroupSize);
        given.When(Open([Ben], "")).ThenRejected(ChatRejections.TitleLength);
        given.When(Open([Ben], "a\nb")).ThenRejected(ChatRejections.TitleLength);
        given.When(Open([Ben], new string('x', 81))).ThenRejected(ChatRejections.TitleLength);
        given.When(thread => OpenGroup.Decide(
                thread, Present(Adam), [Nobody], [TapPair.Initial], new(Adam, Adam, Group, [Ben], null, Now)))
            .ThenRejected(ChatRejections.ReceiverAbsent);
        given.When(thread => OpenGroup.Decide(
                thread, Erased(Adam), [Present(Ben)], [TapPair.Initial], new(Adam, Adam, Group, [Ben], null, Now)))
            .ThenRejected(ChatRejections.SenderAbsent);
        given.When(thread => OpenGroup.Decide(
                thread, Present(Adam), [Present(Ben)], [TapPair.Initial], new(Adam, Adam, Group, [Ben], null, Never)))
            .ThenRejected(ChatRejections.TimeOutOfRange);
    }

    [Fact]
    public void Who_leaves_a_group_finds_it_no_more()
    {
        Spec.Given<ChatThread>(Opened())
            .When(thread => LeaveThread.Decide(thread, new(Ben, Ben, Group)))
            .Then(new ThreadLeft(Ben, Group, Ben))
            .AndAgainNothing();
        Spec.Given<ChatThread>(Opened(), new ThreadLeft(Ben, Group, Ben))
            .When(thread => SendMessage.Decide(
                thread, Present(Ben), null, null, new(Ben, Ben, Group, null, new MessageId(Uuid(1)), "hello?", Now)))
            .ThenRejected(ChatRejections.ThreadAbsent);
    }

    [Fact]
    public void A_thread_of_two_is_not_left() => Spec.Given<ChatThread>(DirectOpened())
        .When(thread => LeaveThread.Decide(thread, new(Ben, Ben, Direct)))
        .ThenRejected(ChatRejections.DirectThreadStays);

    [Fact]
    public void A_thread_is_muted_and_heard_again_each_once()
    {
        Spec.Given<ChatThread>(DirectOpened())
            .When(thread => MuteThread.Decide(thread, new(Ben, Ben, Direct, true)))
            .Then(new ThreadMuted(Ben, Direct, Ben, true))
            .AndAgainNothing();
        Spec.Given<ChatThread>(DirectOpened(), new ThreadMuted(Ben, Direct, Ben, true))
            .When(thread => MuteThread.Decide(thread, new(Ben, Ben, Direct, false)))
            .Then(new ThreadMuted(Ben, Direct, Ben, false))
            .AndAgainNothing();
        Spec.Given<ChatThread>(DirectOpened())
            .When(thread => MuteThread.Decide(thread, new(Carl, Carl, Direct, true)))
            .ThenRejected(ChatRejections.ThreadAbsent);
    }

    [Fact]
    public void A_thread_is_hidden_until_its_next_message()
    {
        Spec.Given<ChatThread>(DirectOpened(), Sent(1))
            .When(thread => HideThread.Decide(thread, new(Ben, Ben, Direct, true)))
            .Then(new ThreadHidden(Ben, Direct, Ben, true, 1))
            .AndAgainNothing();
        Spec.Given<ChatThread>(DirectOpened(), Sent(1), new ThreadHidden(Ben, Direct, Ben, true, 1), Sent(2))
            .When(thread => HideThread.Decide(thread, new(Ben, Ben, Direct, true)))
            .Then(new ThreadHidden(Ben, Direct, Ben, true, 2))
            .AndAgainNothing();
        Spec.Given<ChatThread>(DirectOpened(), Sent(1), new ThreadHidden(Ben, Direct, Ben, true, 1))
            .When(thread => HideThread.Decide(thread, new(Ben, Ben, Direct, false)))
            .Then(new ThreadHidden(Ben, Direct, Ben, false, 1))
            .AndAgainNothing();
        Spec.Given<ChatThread>(DirectOpened())
            .When(thread => HideThread.Decide(thread, new(Carl, Carl, Direct, true)))
            .ThenRejected(ChatRejections.ThreadAbsent);
    }

    [Fact]
    public void What_was_said_after_the_last_that_one_saw_shows_a_thread_again()
    {
        var given = Spec.Given<ChatThread>(DirectOpened(), Sent(1), Sent(2));
        given.When(Hide(1)).Then(new ThreadHidden(Ben, Direct, Ben, true, 1)).AndAgainNothing();
        given.When(Hide(3)).Then(new ThreadHidden(Ben, Direct, Ben, true, 2)).AndAgainNothing();
        Spec.Given<ChatThread>(DirectOpened(), Sent(1), Sent(2), new ThreadHidden(Ben, Direct, Ben, true, 2))
            .When(Hide(1))
            .ThenNothing();
    }

    private static Func<ChatThread, Decision> Hide(long upTo) =>
        thread => HideThread.Decide(thread, new(Ben, Ben, Direct, true, upTo));

    private static Func<ChatThread, Decision> Open(PersonId[] with, string? title) => thread => OpenGroup.Decide(
        thread,
        Present(Adam),
        [.. with.Select(Present)],
        [.. with.Select(_ => TapPair.Initial)],
        new(Adam, Adam, Group, with, title, Now));

    private static GroupOpened Opened() => new(Adam, Group, Adam, [Adam, Ben, Carl], null, Now);

    private static ThreadOpened DirectOpened() => new(Adam, Direct, [Adam, Ben], Now);

    private static MessageSent Sent(long sequence) =>
        new(Adam, Direct, new MessageId(Uuid(1)), Adam, sequence, SealedText.Of("text"), Now);
}
