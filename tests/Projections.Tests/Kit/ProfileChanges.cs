using System.Text.Json;

namespace HotMess.Projections.Tests.Kit;

/// <summary>What somebody sets of his profile: some columns of every kind, some of them emptied.</summary>
internal static class ProfileChanges
{
    public static Dictionary<string, JsonElement> Draw(Random chance, int step)
    {
        var values = JsonSerializer.SerializeToElement(new Dictionary<string, object?>
        {
            ["username"] = $"person_{step}",
            ["bio"] = chance.Next(3) == 0 ? null : $"Bio {step}",
            ["age"] = chance.Next(18, 99),
            ["tags"] = new[] { "leather", $"tag {step}" },
            ["is_visible"] = chance.Next(4) > 0,
            ["age_verified"] = true,
            ["onboarding_complete"] = true,
            ["public_attributes"] = new { height = step, of = new { his = (string?)null } },
            ["display_name"] = chance.Next(3) == 0 ? null : $"Shown {step}",
            ["notif_likes"] = chance.Next(2) == 0,
        });
        return values.EnumerateObject().Where(_ => chance.Next(3) == 0)
            .ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);
    }
}
