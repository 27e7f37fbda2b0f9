using System.Text;
using System.Text.Json;
using static HotMess.Domain.Profiles.ProfileColumnKind;

namespace HotMess.Domain.Profiles;

/// <summary>What a person may set of his profile: one line per column; nothing else of it is his to set.</summary>
public static class ProfileColumns
{
    /// <summary>The name that is his alone.</summary>
    public const string Username = "username";

    /// <summary>The name that others see.</summary>
    public const string DisplayName = "display_name";

    /// <summary>The gate that a nameless person does not pass.</summary>
    public const string OnboardingComplete = "onboarding_complete";

    /// <summary>Whether others find him.</summary>
    public const string IsVisible = "is_visible";

    private const int LongestObject = 8 * 1024;

    /// <summary>Every column.</summary>
    public static IReadOnlyList<ProfileColumn> All { get; } =
    [
        new(Username, ProfileColumnKind.Username, true),
        new(DisplayName, Text, true) { Most = 80 },
        new("full_name", Text, true) { Most = 120 },
        new("avatar_url", Link, true) { Most = 2_048 },
        new("bio", Text, true) { Most = 2_000 },
        new("location", Text, true) { Most = 120, AlsoNamed = ["city", "location_area"] },
        new("location_name", Text, true) { Most = 120 },
        new("gender", Text, true) { Most = 60 },
        new("age", Number, true) { Least = 18, Most = 120 },
        new("position", Text, true) { Most = 60 },
        new("looking_for", Texts, true) { Most = 30 },
        new("tags", Texts, true) { Most = 50 },
        new("public_attributes", ProfileColumnKind.Object, true) { Most = LongestObject, Default = "{}" },
        new("persona", Text, true)
        {
            Most = 20, Choices = ["listener", "social", "creator", "organizer"], Default = "listener",
        },
        new(IsVisible, Flag, true) { Default = "true" },

        new("persona_type", Text, false) { Most = 60 },
        new("active_persona_id", Text, false) { Most = 60 },
        new("age_verified", Gate, false) { Default = "false" },
        new("consent_accepted", Gate, false) { Default = "false" },
        new("has_agreed_terms", Gate, false) { Default = "false" },
        new("has_consented_data", Gate, false) { Default = "false" },
        new("has_consented_gps", Gate, false) { Default = "false" },
        new(OnboardingComplete, Gate, false) { Default = "false", AlsoNamed = ["onboarding_completed"] },
        new("onboarding_stage", Text, false) { Most = 60, Default = "start" },
        new("community_attested_at", GateTime, false),
        new("consents_json", ProfileColumnKind.Object, false) { Most = LongestObject, Default = "{}" },
        new("location_opt_in", Flag, false) { Default = "false", AlsoNamed = ["location_consent"] },
        new("telegram_opt_in", Flag, false) { Default = "false" },
        new("push_opt_in", Flag, false) { Default = "false" },
        new("pin_code_hash", Text, false) { Most = 200 },
        new("location_precision", Text, false) { Most = 60 },
        new("discovery_radius", Number, false) { Least = 0, Most = 20_000 },
        new("show_distance", Flag, false),
        new("show_online_status", Flag, false),
        new("read_receipts", Flag, false),
        new("privacy_hide_proximity", Flag, false),
        new("allow_messages_from", Text, false) { Most = 60 },
        new("default_travel_mode", Text, false) { Most = 60, Default = "WALK" },
        new("notif_messages", Flag, false),
        new("notif_events", Flag, false),
        new("notif_orders", Flag, false),
        new("notif_likes", Flag, false),
        new("notif_marketing", Flag, false),
        new("notification_prefs", ProfileColumnKind.Object, false) { Most = LongestObject },
        new("telegram_username", Text, false) { Most = 60, AlsoNamed = ["tg_username"] },
        new("telegram_chat_id", Text, false) { Most = 60 },
        new("mfa_enabled", Flag, false),
    ];

    // Letters beyond ASCII stand for themselves: the text is sealed, and no page is made of it.
    private static readonly JsonWriterOptions Relaxed = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Dictionary<string, ProfileColumn> Named = All
        .SelectMany(column => column.AlsoNamed.Append(column.Name).Select(name => (name, column)))
        .ToDictionary(pair => pair.name, pair => pair.column, StringComparer.Ordinal);

    /// <summary>The column of this name, or of which it is a further name.</summary>
    public static ProfileColumn? Find(string name) => Named.GetValueOrDefault(name);

    /// <summary>
    /// Values as one JSON object, equal for equal values: by the columns' own names, ordered as UTF-16 code units.
    /// </summary>
    public static string Write(IEnumerable<KeyValuePair<ProfileColumn, JsonElement>> values)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json, Relaxed))
        {
            writer.WriteStartObject();
            foreach (var (column, value) in values.OrderBy(pair => pair.Key.Name, StringComparer.Ordinal))
            {
                writer.WritePropertyName(column.Name);
                column.Write(writer, value);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(json.GetBuffer(), 0, (int)json.Length);
    }
}
