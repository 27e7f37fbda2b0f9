using FsCheck;
using FsCheck.Fluent;
using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using Shouldly;
using Xunit;
using static HotMess.Domain.Tests.People;

namespace HotMess.Domain.Tests.Chats;

/// <summary>What holds after any history of a thread, whatever the clock does meanwhile.</summary>
public sealed class ChatThreadProperties
{
    private static readonly ThreadId Thread = ThreadId.Direct(Adam, Ben);

    private enum Verb
    {
        Open,
        Send,
        Read,
    }

    private sealed record Step(Verb Verb, bool ByAdam, int Ticks, int UpTo);

    private static readonly Arbitrary<Step[]> Histories = (
        from verb in Gen.Elements(Enum.GetValues<Verb>())
        from byAdam in ArbMap.Default.GeneratorFor<bool>()
        from ticks in Gen.Choose(-50, 50)
        from upTo in Gen.Choose(0, 8)
        select new Step(verb, byAdam, ticks, upTo)).ArrayOf().ToArbitrary();

    [Fact]
    public void Messages_are_counted_from_one_and_their_times_rise() =>
        Prop.ForAll(Histories, history =>
        {
            var sent = Play(history).Events.OfType<MessageSent>().ToArray();
            sent.Select(m => m.Sequence).ShouldBe(Enumerable.Range(1, sent.Length).Select(n => (long)n));
            sent.Zip(sent.Skip(1)).ShouldAllBe(pair => pair.First.SentAt < pair.Second.SentAt);
            sent.ShouldAllBe(m => m.SentAt.UtcTicks % TimeSpan.TicksPerMicrosecond == 0);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_thread_opens_once_and_reading_only_rises() =>
        Prop.ForAll(Histories, history =>
        {
            var (events, thread) = Play(history);
            events.OfType<ThreadOpened>().Count().ShouldBe(thread.IsOpen ? 1 : 0);
            foreach (var reads in events.OfType<ThreadRead>().GroupBy(r => r.Reader))
            {
                var marks = reads.Select(r => r.UpTo).ToArray();
                marks.Zip(marks.Skip(1)).ShouldAllBe(pair => pair.First < pair.Second);
                thread.Find(reads.Key)!.ReadUpTo.ShouldBe(marks[^1]);
            }

            thread.Participants.ShouldAllBe(p => p.ReadUpTo <= thread.LastSequence);
        }).QuickCheckThrowOnFailure();

    // A message sent again is another message: there the command's id tells a repeat.
    [Fact]
    public void Opening_and_reading_again_is_nothing() =>
        Prop.ForAll(Histories, history =>
        {
            var thread = ChatThread.Initial;
            foreach (var step in history)
            {
                thread = Decide(thread, step).Events.Select(e => e.Data).Aggregate(thread, ChatThread.Evolve);
                if (step.Verb != Verb.Send)
                {
                    Decide(thread, step).Events.ShouldBeEmpty();
                }
            }
        }).QuickCheckThrowOnFailure();

    private static (IReadOnlyList<object> Events, ChatThread Thread) Play(IEnumerable<Step> history)
    {
        var events = new List<object>();
        var thread = ChatThread.Initial;
        foreach (var data in history.SelectMany(step => Decide(thread, step).Events.Select(e => e.Data)))
        {
            events.Add(data);
            thread = ChatThread.Evolve(thread, data);
        }

        return (events, thread);
    }

    private static Decision Decide(ChatThread thread, Step step)
    {
        var (from, to) = step.ByAdam ? (Adam, Ben) : (Ben, Adam);
        var at = Now.AddTicks(step.Ticks);
        return step.Verb switch
        {
            Verb.Open => OpenThread.Decide(
                thread, TapPair.Initial, Present(from), Present(to), new(from, from, to, at)),
            Verb.Read => ReadThread.Decide(thread, new(from, from, Thread, step.UpTo)),
            _ => SendMessage.Decide(
                thread,
                Present(from),
                Present(to),
                TapPair.Initial,
                new(from, from, Thread, to, new MessageId(Uuid(1)), "text", at)),
        };
    }
}
