using JasperFx.Events;

namespace HotMess.Projections.Runtime;

/// <summary>
/// A page made of others, each of some tables: an event goes to all that take it, and their statements follow one
/// another in the parts' order.
/// </summary>
internal class PageOfParts : IPageFold
{
    private readonly IPageFold[] parts;
    private readonly Dictionary<Type, List<IPageFold>> takers = [];

    public PageOfParts(params IPageFold[] parts)
    {
        this.parts = parts;
        foreach (var part in parts)
        {
            foreach (var type in part.Handled)
            {
                if (!takers.TryGetValue(type, out var taking))
                {
                    takers[type] = taking = [];
                }

                taking.Add(part);
            }
        }
    }

    public IReadOnlyList<Type> Handled => [.. takers.Keys];

    public void Add(IEvent e, object data)
    {
        if (!takers.TryGetValue(data.GetType(), out var taking))
        {
            throw new UnhandledEventException(parts[0].GetType().Name, data);
        }

        foreach (var part in taking)
        {
            part.Add(e, data);
        }
    }

    public IEnumerable<PageStatement> Statements() => parts.SelectMany(part => part.Statements());
}
