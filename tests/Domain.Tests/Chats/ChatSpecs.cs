using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Testing;
using Shouldly;
using Xunit;
using static HotMess.Domain.Tests.People;

namespace HotMess.Domain.Tests.Chats;

public sealed class ChatSpecs
{
    private static readonly ThreadId Thread = ThreadId.Direct(Adam, Ben);
    private static readonly MessageId Message = new(Uuid(1));

    [Fact]
    public void The_first_message_to_a_person_opens_the_thread() => Spec.Given<ChatThread>()
        .When(thread => SendMessage.Decide(thread, Present(Adam), Present(Ben), TapPair.Initial, To(Ben, "hello", Now)))
        .Then(Opened(), Sent(1, "hello", Now));

    [Fact]
    public void The_next_goes_into_the_same_thread_whoever_writes()
    {
        ThreadId.Direct(Ben, Adam).ShouldBe(Thread);
        Spec.Given<ChatThread>(Opened(), Sent(1, "hello", Now))
            .When(thread => SendMessage.Decide(
                thread, Present(Adam), Present(Ben), TapPair.Initial, To(Ben, "again", Now.AddSeconds(1))))
            .Then(Sent(2, "again", Now.AddSeconds(1)));
    }

    [Fact]
    public void Times_rise_strictly_even_where_the_clock_falls() => Spec
        .Given<ChatThread>(Opened(), Sent(1, "hello", Now))
        .When(thread => SendMessage.Decide(
            thread, Present(Adam), Present(Ben), TapPair.Initial, To(Ben, "again", Now.AddHours(-1))))
        .Then(Sent(2, "again", Now.AddMicroseconds(1)));

    [Fact]
    public void A_time_that_leaves_no_later_one_is_refused()
    {
        Spec.Given<ChatThread>(Opened())
            .When(thread => SendMessage.Decide(
                thread, Present(Adam), Present(Ben), TapPair.Initial, To(Ben, "late", Never)))
            .ThenRejected(ChatRejections.TimeOutOfRange);
        Spec.Given<ChatThread>()
            .When(thread => OpenThread.Decide(
                thread, TapPair.Initial, Present(Adam), Present(Ben), new(Adam, Adam, Ben, Never)))
            .ThenRejected(ChatRejections.TimeOutOfRange);
    }

    [Fact]
    public void Times_are_kept_in_microseconds() => Spec.Given<ChatThread>(Opened())
        .When(thread => SendMessage.Decide(
            thread, Present(Adam), Present(Ben), TapPair.Initial, To(Ben, "now", Now.AddTicks(19))))
        .Then(Sent(1, "now", Now.AddMicroseconds(1)));

    [Fact]
    public void A_stranger_finds_no_thread() => Spec.Given<ChatThread>(Opened())
        .When(thread => SendMessage.Decide(
            thread, Present(Carl), null, null, new(Carl, Carl, Thread, null, Message, "let me in", Now)))
        .ThenRejected(ChatRejections.ThreadAbsent);

    [Fact]
    public void Nobody_writes_to_who_is_gone_by_the_thread_either()
    {
        var command = new SendMessage.Command(Adam, Adam, Thread, null, Message, "still there?", Now);
        Spec.Given<ChatThread>(Opened())
            .When(thread => SendMessage.Decide(thread, Present(Adam), Erased(Ben), null, command))
            .ThenRejected(ChatRejections.ReceiverGone);
        Spec.Given<ChatThread>(Opened())
            .When(thread => SendMessage.Decide(thread, Present(Adam), Present(Ben), null, command))
            .Then(Sent(1, "still there?", Now));
    }

    [Fact]
    public void A_thread_that_is_not_there_is_told_alike() => Spec.Given<ChatThread>()
        .When(thread => SendMessage.Decide(
            thread, Present(Adam), null, null, new(Adam, Adam, Thread, null, Message, "anybody?", Now)))
        .ThenRejected(ChatRejections.ThreadAbsent);

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void What_is_no_text_is_refused(string text) => Spec.Given<ChatThread>(Opened())
        .When(thread => SendMessage.Decide(thread, Present(Adam), Present(Ben), TapPair.Initial, To(Ben, text, Now)))
        .ThenRejected(ChatRejections.TextLength);

    [Theory]
    [InlineData(4_000, true)]
    [InlineData(4_001, false)]
    public void A_text_has_its_longest_length(int length, bool accepted) => Spec.Given<ChatThread>(Opened())
        .When(thread => SendMessage.Decide(
            thread, Present(Adam), Present(Ben), TapPair.Initial, To(Ben, new string('x', length), Now)))
        .Decision.Rejection.ShouldBe(accepted ? null : ChatRejections.TextLength);

    [Fact]
    public void Nobody_writes_to_himself_or_to_nobody()
    {
        Spec.Given<ChatThread>()
            .When(thread => SendMessage.Decide(
                thread, Present(Adam), Present(Adam), TapPair.Initial, To(Adam, "me", Now)))
            .ThenRejected(ChatRejections.SelfThread);
        Spec.Given<ChatThread>()
            .When(thread => SendMessage.Decide(thread, Present(Adam), Nobody, TapPair.Initial, To(Ben, "you", Now)))
            .ThenRejected(ChatRejections.ReceiverAbsent);
        Spec.Given<ChatThread>()
            .When(thread => SendMessage.Decide(
                thread, Erased(Adam), Present(Ben), TapPair.Initial, To(Ben, "gone", Now)))
            .ThenRejected(ChatRejections.SenderAbsent);
    }

    [Fact]
    public void Opening_again_is_nothing() => Spec.Given<ChatThread>()
        .When(thread => OpenThread.Decide(
            thread, TapPair.Initial, Present(Adam), Present(Ben), new(Adam, Adam, Ben, Now)))
        .Then(Opened())
        .AndAgainNothing();

    [Fact]
    public void Opening_with_oneself_or_nobody_is_refused()
    {
        Spec.Given<ChatThread>()
            .When(thread => OpenThread.Decide(
                thread, TapPair.Initial, Present(Adam), Present(Adam), new(Adam, Adam, Adam, Now)))
            .ThenRejected(ChatRejections.SelfThread);
        Spec.Given<ChatThread>()
            .When(thread => OpenThread.Decide(
                thread, TapPair.Initial, Present(Adam), Nobody, new(Adam, Adam, Ben, Now)))
            .ThenRejected(ChatRejections.ReceiverAbsent);
    }

    [Fact]
    public void Reading_moves_only_forward_and_only_to_what_was_sent()
    {
        var given = Spec.Given<ChatThread>(Opened(), Sent(1, "a", Now), Sent(2, "b", Now.AddSeconds(1)));

        given.When(Read(Ben, 2)).Then(new ThreadRead(Ben, Thread, Ben, 2)).AndAgainNothing();
        given.When(Read(Ben, 3)).ThenRejected(ChatRejections.ReadBeyondEnd);
        given.When(Read(Carl, 1)).ThenRejected(ChatRejections.ThreadAbsent);
        Spec.Given<ChatThread>(
                Opened(), Sent(1, "a", Now), Sent(2, "b", Now.AddSeconds(1)), new ThreadRead(Ben, Thread, Ben, 2))
            .When(Read(Ben, 1))
            .ThenNothing();
    }

    private static Func<ChatThread, Decision> Read(PersonId reader, long upTo) =>
        thread => ReadThread.Decide(thread, new(reader, reader, Thread, upTo));

    private static SendMessage.Command To(PersonId to, string text, DateTimeOffset at) =>
        new(Adam, Adam, Thread, to, Message, text, at);

    private static object Sent(long sequence, string text, DateTimeOffset at) =>
        new MessageSent(Adam, Thread, Message, Adam, sequence, SealedText.Of(text), at);

    private static ThreadOpened Opened() => new(Adam, Thread, [Adam, Ben], Now);
}
