using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using JasperFx.Events;

namespace HotMess.Projections.Chats;

/// <summary>
/// Threads, then messages, then who takes part: how far somebody has read is counted in messages. What erased people
/// said goes last, for it is found by where they took part.
/// </summary>
internal sealed class ChatsPage()
    : PageOfParts(new ThreadsPage(), new MessagesPage(), new SeatsPage(), new ErasedSpeakersPage());

/// <summary>Nothing that an erased person said or gave a name stays.</summary>
internal sealed class ErasedSpeakersPage : IPageFold
{
    private static readonly string EraseMessages = EmbeddedSql.Read("Chats/Sql/erase_messages.sql");
    private static readonly string EraseTitles = EmbeddedSql.Read("Chats/Sql/erase_titles.sql");
    private static readonly string EraseLast = EmbeddedSql.Read("Chats/Sql/erase_last_messages.sql");
    private static readonly string EraseReactions = EmbeddedSql.Read("Chats/Sql/erase_reactions.sql");

    private readonly List<PersonId> erased = [];

    public IReadOnlyList<Type> Handled { get; } = [typeof(PersonErased)];

    public void Add(IEvent e, object data) => erased.Add(((PersonErased)data).Person);

    public IEnumerable<PageStatement> Statements()
    {
        if (erased.Count > 0)
        {
            var people = PageParameter.Of(erased.Select(person => person.Value).ToArray());
            yield return new PageStatement(EraseMessages, people);
            yield return new PageStatement(EraseTitles, people);
            yield return new PageStatement(EraseLast, people);
            yield return new PageStatement(EraseReactions, people);
        }
    }
}
