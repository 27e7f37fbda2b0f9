using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;

namespace HotMess.Projections.Tests.Kit;

/// <summary>What happens in threads and to their messages.</summary>
internal sealed partial class History
{
    [Step(OneIn = 5)]
    private Decision Messages(Random chance)
    {
        if (sent.Count == 0)
        {
            return Decision.Nothing();
        }

        var (message, other) = (sent[chance.Next(sent.Count)], Pick(chance));
        var thread = State<ChatThread>(StreamName.Thread(message.Thread));
        var own = State<ChatMessage>(StreamName.Message(message.Message));
        var known = new SentMessage(message.Message, message.From, message.Sequence, message.SentAt);
        var (id, from) = (message.Message, message.From);
        return chance.Next(4) switch
        {
            0 => EditMessage.Decide(
                thread, own, Of(from), known, null, new(from, from, message.Thread, id, $"Edited {steps}", Now)),
            1 => DeleteMessage.Decide(
                thread, own, Of(from), known, null, new(from, from, message.Thread, id, Now)),
            2 => React([]),
            _ => React(["🔥", Emoji[steps % Emoji.Length]]),
        };

        Decision React(string[] reactions) => ReactToMessage.Decide(
            thread,
            own,
            Of(other),
            known,
            State<TapPair>(StreamName.TapPair(from, other)),
            new(other, other, message.Thread, id, reactions));
    }

    [Step(OneIn = 10)]
    private Decision InGroup(Random chance)
    {
        var from = Pick(chance);
        if (groups.Count < 3)
        {
            var others = people.Where(person => person != from).Take(3).ToArray();
            var id = new ThreadId(NewId(chance));
            var opened = OpenGroup.Decide(
                ChatThread.Initial,
                Of(from),
                [.. others.Select(Of)],
                [.. others.Select(other => State<TapPair>(StreamName.TapPair(from, other)))],
                new(from, from, id, others, "A title", Now));
            if (opened.Rejection is null)
            {
                groups.Add(id);
            }

            return opened;
        }

        var thread = groups[chance.Next(groups.Count)];
        return SendMessage.Decide(
            State<ChatThread>(StreamName.Thread(thread)),
            Of(from),
            null,
            null,
            new(from, from, thread, null, new MessageId(NewId(chance)), $"To all {steps}", Now));
    }

    [Step(OneIn = 3)]
    private Decision InThread(Random chance)
    {
        var person = Pick(chance);
        var id = groups.Count > 0 && chance.Next(2) == 0
            ? groups[chance.Next(groups.Count)]
            : ThreadId.Direct(person, Pick(chance));
        var thread = State<ChatThread>(StreamName.Thread(id));
        return chance.Next(10) switch
        {
            < 4 => MuteThread.Decide(thread, new(person, person, id, chance.Next(2) == 0)),
            < 9 => HideThread.Decide(thread, new(
                person, person, id, chance.Next(2) == 0, chance.Next(2) == 0 ? null : chance.Next(12))),
            _ => LeaveThread.Decide(thread, new(person, person, id)),
        };
    }
}
