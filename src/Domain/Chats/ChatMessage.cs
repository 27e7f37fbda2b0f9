using HotMess.Domain.Kernel;

namespace HotMess.Domain.Chats;

/// <summary>A participant's reactions to a message, in the order in which he gave them.</summary>
public sealed record Reaction(PersonId Person, IReadOnlyList<string> Reactions);

/// <summary>
/// What happened to one message after it was sent. That it was sent stands in its thread: <see cref="MessageSent"/>.
/// </summary>
/// <param name="EditedAt">When it was last edited; null where it never was.</param>
/// <param name="IsDeleted">True for good once its sender took it back.</param>
/// <param name="Reactions">One entry for each person who reacts.</param>
public sealed record ChatMessage(DateTimeOffset? EditedAt, bool IsDeleted, IReadOnlyList<Reaction> Reactions)
    : IFolded<ChatMessage>
{
    /// <inheritdoc />
    public static string StreamType => MessageEvents.StreamType;

    /// <inheritdoc />
    public static ChatMessage Initial { get; } = new(null, false, []);

    /// <summary>What a person reacts with; empty where he does not.</summary>
    public IReadOnlyList<string> ReactionsOf(PersonId person)
    {
        foreach (var reaction in Reactions)
        {
            if (reaction.Person == person)
            {
                return reaction.Reactions;
            }
        }

        return [];
    }

    /// <inheritdoc />
    public static ChatMessage Evolve(ChatMessage state, object @event) => @event switch
    {
        MessageEdited e => state with { EditedAt = e.EditedAt },
        MessageDeleted => new ChatMessage(state.EditedAt, true, []),
        MessageReacted e => state with { Reactions = React(state.Reactions, e) },
        _ => throw new UnknownEventException(typeof(ChatMessage), @event),
    };

    private static IReadOnlyList<Reaction> React(IReadOnlyList<Reaction> reactions, MessageReacted e)
    {
        var others = reactions.Where(reaction => reaction.Person != e.Person);
        return e.Reactions.Count == 0 ? [.. others] : [.. others, new Reaction(e.Person, e.Reactions)];
    }
}
