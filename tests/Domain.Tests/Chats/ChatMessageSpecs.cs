using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Testing;
using Xunit;
using static HotMess.Domain.Tests.People;

namespace HotMess.Domain.Tests.Chats;

/// <summary>What happens to a message after it was sent.</summary>
public sealed class ChatMessageSpecs
{
    private static readonly MessageId Message = new(Uuid(1));
    private static readonly ThreadId Thread = ThreadId.Direct(Adam, Ben);
    private static readonly SentMessage Sent = new(Message, Adam, 3, Now);
    private static readonly ChatThread Open = ChatThread.Evolve(ChatThread.Initial, Opened());
    private static readonly ChatThread Suspended = ChatThread.Evolve(Open, new ThreadSuspended(Thread));

    [Fact]
    public void Its_sender_edits_it() => Spec.Given<ChatMessage>()
        .When(Edit(Adam, "better", Now.AddHours(1)))
        .Then(Edited("better", Now.AddHours(1)))
        .AndAgainNothing();

    [Fact]
    public void Of_several_edits_the_latest_stands() => Spec.Given<ChatMessage>(Edited("later", Now.AddHours(2)))
        .When(Edit(Adam, "earlier", Now.AddHours(1)))
        .ThenNothing();

    [Fact]
    public void Bad_edits_are_refused_by_name()
    {
        var given = Spec.Given<ChatMessage>();
        given.When(Edit(Adam, "", Now)).ThenRejected(ChatRejections.TextLength);
        given.When(Edit(Adam, "a\0b", Now)).ThenRejected(ChatRejections.TextLength);
        given.When(Edit(Adam, "late", Never)).ThenRejected(ChatRejections.TimeOutOfRange);
        given.When(Edit(Carl, "mine", Now)).ThenRejected(ChatRejections.ThreadAbsent);
        given.When(Edit(Ben, "yours", Now)).ThenRejected(ChatRejections.NotSender);
        given.When(Edit(Adam, "late", Now.AddHours(25))).ThenRejected(ChatRejections.EditTooLate);
        given.When(own => EditMessage.Decide(
                Open, own, Present(Adam), null, null, new(Adam, Adam, Thread, Message, "which?", Now)))
            .ThenRejected(ChatRejections.MessageAbsent);
        given.When(own => EditMessage.Decide(
                Open, own, Erased(Adam), Sent, null, new(Adam, Adam, Thread, Message, "gone", Now)))
            .ThenRejected(ChatRejections.SenderAbsent);
        given.When(own => EditMessage.Decide(
                Suspended, own, Present(Adam), Sent, null, new(Adam, Adam, Thread, Message, "blocked", Now)))
            .ThenRejected(ChatRejections.ThreadSuspended);
        Spec.Given<ChatMessage>(Deleted()).When(Edit(Adam, "back", Now)).ThenRejected(ChatRejections.MessageGone);
    }

    [Fact]
    public void An_edit_of_now_comes_after_one_whose_clock_was_ahead()
    {
        var ahead = Edited("ahead", Now.AddHours(2));
        Spec.Given<ChatMessage>(ahead).When(own => EditMessage.Decide(
                Open, own, Present(Adam), Sent, null, new(Adam, Adam, Thread, Message, "seen", Now, IsNow: true)))
            .Then(Edited("seen", ahead.EditedAt.AddMicroseconds(1)));
    }

    [Fact]
    public void Its_sender_takes_it_back_from_a_suspended_thread_too() => Spec.Given<ChatMessage>()
        .When(Delete(Adam, Suspended))
        .Then(Deleted())
        .AndAgainNothing();

    [Fact]
    public void Nobody_else_takes_it_back()
    {
        var given = Spec.Given<ChatMessage>();
        given.When(Delete(Ben, Open)).ThenRejected(ChatRejections.NotSender);
        given.When(Delete(Carl, Open)).ThenRejected(ChatRejections.ThreadAbsent);
        given.When(own => DeleteMessage.Decide(
                Open, own, Present(Adam), null, null, new(Adam, Adam, Thread, Message, Now)))
            .ThenRejected(ChatRejections.MessageAbsent);
        given.When(own => DeleteMessage.Decide(
                Open, own, Erased(Adam), Sent, null, new(Adam, Adam, Thread, Message, Now)))
            .ThenRejected(ChatRejections.SenderAbsent);
        given.When(own => DeleteMessage.Decide(
                Open, own, Present(Adam), Sent, null, new(Adam, Adam, Thread, Message, Never)))
            .ThenRejected(ChatRejections.TimeOutOfRange);
    }

    [Fact]
    public void Every_participant_reacts_for_himself_and_takes_it_back()
    {
        Spec.Given<ChatMessage>(Reacted(Adam, "🔥"))
            .When(React(Ben, "❤️", "😈"))
            .Then(Reacted(Ben, "❤️", "😈"))
            .AndAgainNothing();
        Spec.Given<ChatMessage>(Reacted(Ben, "🔥"))
            .When(React(Ben))
            .Then(Reacted(Ben))
            .AndAgainNothing();
        Spec.Given<ChatMessage>(Reacted(Adam, "🔥")).When(React(Ben)).ThenNothing();
    }

    [Theory]
    [InlineData("🔥")]
    [InlineData("❤️")]
    [InlineData("☂")]
    [InlineData("👍🏽")]
    [InlineData("🇬🇧")]
    [InlineData("🏳️‍🌈")]
    [InlineData("👨‍❤️‍👨")]
    [InlineData("‼️")]
    [InlineData("⁉️")]
    [InlineData("↔️")]
    [InlineData("⤵️")]
    [InlineData("◾")]
    [InlineData("〰️")]
    [InlineData("Ⓜ️")]
    [InlineData("🅱️")]
    [InlineData("🅿️")]
    public void A_reaction_is_one_emoji(string emoji) =>
        Spec.Given<ChatMessage>().When(React(Ben, emoji)).Then(Reacted(Ben, emoji));

    [Theory]
    [InlineData("a")]
    [InlineData("7")]
    [InlineData("7️⃣")]
    [InlineData("ⓕ")]
    [InlineData("🄰")]
    [InlineData("🅲")]
    [InlineData("⁇")]
    [InlineData("±")]
    [InlineData("call me")]
    [InlineData("+447700900123")]
    [InlineData("🔥🔥")]
    [InlineData("🔥a")]
    [InlineData("Ж")]
    [InlineData("\uD83D")]
    [InlineData("\u200D")]
    [InlineData("🔥\u0301\u0302")]
    [InlineData("\U0001F3F4\U000E0061\U000E0062\U000E007F")]
    public void Writing_is_no_reaction(string writing) =>
        Spec.Given<ChatMessage>().When(React(Ben, writing)).ThenRejected(ChatRejections.ReactionsOutOfRange);

    [Fact]
    public void Bad_reactions_are_refused_by_name()
    {
        var given = Spec.Given<ChatMessage>();
        given.When(React(Ben, "🐶", "🐱", "🐭", "🐹", "🐰", "🦊", "🐻", "🐼", "🐨"))
            .ThenRejected(ChatRejections.ReactionsOutOfRange);
        given.When(React(Ben, "🔥", "🔥")).ThenRejected(ChatRejections.ReactionsOutOfRange);
        given.When(React(Ben, "")).ThenRejected(ChatRejections.ReactionsOutOfRange);
        given.When(React(Ben, "\0")).ThenRejected(ChatRejections.ReactionsOutOfRange);
        given.When(React(Carl, "🔥")).ThenRejected(ChatRejections.ThreadAbsent);
        given.When(own => ReactToMessage.Decide(Open, own, Present(Ben), null, null, Fire))
            .ThenRejected(ChatRejections.MessageAbsent);
        given.When(own => ReactToMessage.Decide(Suspended, own, Present(Ben), Sent, Blocked, Fire))
            .ThenRejected(ChatRejections.ThreadSuspended);
        given.When(own => ReactToMessage.Decide(Open, own, Erased(Ben), Sent, null, Fire))
            .ThenRejected(ChatRejections.SenderAbsent);
        Spec.Given<ChatMessage>(Deleted()).When(React(Ben, "🔥")).ThenRejected(ChatRejections.MessageGone);
    }

    [Fact]
    public void In_a_group_what_a_block_hides_is_not_there()
    {
        var group = ChatThread.Evolve(
            ChatThread.Initial, new GroupOpened(Carl, Thread, Carl, [Carl, Adam, Ben], null, Now));
        Spec.Given<ChatMessage>()
            .When(own => ReactToMessage.Decide(group, own, Present(Ben), Sent, Blocked, Fire))
            .ThenRejected(ChatRejections.MessageAbsent);
        Spec.Given<ChatMessage>()
            .When(own => ReactToMessage.Decide(group, own, Present(Ben), Sent, TapPair.Initial, Fire))
            .Then(Reacted(Ben, "🔥"));
        Spec.Given<ChatMessage>()
            .When(own => EditMessage.Decide(
                group, own, Present(Ben), Sent, Blocked, new(Ben, Ben, Thread, Message, "yours", Now)))
            .ThenRejected(ChatRejections.MessageAbsent);
        Spec.Given<ChatMessage>()
            .When(own => DeleteMessage.Decide(
                group, own, Present(Ben), Sent, Blocked, new(Ben, Ben, Thread, Message, Now)))
            .ThenRejected(ChatRejections.MessageAbsent);
    }

    private static ReactToMessage.Command Fire { get; } = new(Ben, Ben, Thread, Message, ["🔥"]);

    private static TapPair Blocked { get; } = TapPair.Evolve(
        TapPair.Initial, new PersonBlocked(Adam, new BlockId(Uuid(2)), Adam, Ben, null, null));

    private static Func<ChatMessage, Decision> Edit(PersonId by, string text, DateTimeOffset at) =>
        own => EditMessage.Decide(
            Open, own, Present(by), Sent, TapPair.Initial, new(by, by, Thread, Message, text, at));

    private static Func<ChatMessage, Decision> Delete(PersonId by, ChatThread thread) =>
        own => DeleteMessage.Decide(
            thread, own, Present(by), Sent, TapPair.Initial, new(by, by, Thread, Message, Now));

    private static Func<ChatMessage, Decision> React(PersonId by, params string[] reactions) =>
        own => ReactToMessage.Decide(
            Open, own, Present(by), Sent, TapPair.Initial, new(by, by, Thread, Message, reactions));

    private static MessageEdited Edited(string text, DateTimeOffset at) =>
        new(Adam, Thread, Message, 3, Adam, SealedText.Of(text), at);

    private static MessageDeleted Deleted() => new(Adam, Thread, Message, 3, Adam, Now);

    private static MessageReacted Reacted(PersonId by, params string[] reactions) =>
        new(by, Thread, Message, 3, by, reactions);

    private static ThreadOpened Opened() => new(Adam, Thread, [Adam, Ben], Now);
}
