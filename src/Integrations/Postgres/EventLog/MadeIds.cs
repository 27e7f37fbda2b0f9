using System.Text;
using System.Text.Json;
using HotMess.Domain.Kernel;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>
/// The ids that a command made, as they are kept: a JSON object of names and uuids, in order. Permanent.
/// </summary>
internal static class MadeIds
{
    public static string? Write(IReadOnlyList<MadeId> made)
    {
        if (made.Count == 0)
        {
            return null;
        }

        var text = new StringBuilder("{");
        foreach (var id in made)
        {
            text.Append(text.Length > 1 ? ",\"" : "\"").Append(id.Name).Append("\":\"").Append(id.Value).Append('"');
        }

        return text.Append('}').ToString();
    }

    public static IReadOnlyList<MadeId> Read(string? made)
    {
        if (made is null)
        {
            return [];
        }

        using var document = JsonDocument.Parse(made);
        var ids = new List<MadeId>();
        foreach (var member in document.RootElement.EnumerateObject())
        {
            ids.Add(new MadeId(member.Name, member.Value.GetGuid()));
        }

        return ids;
    }
}
