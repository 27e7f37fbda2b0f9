namespace HotMess.Api.Cli.Demo;

/// <summary>Somewhere to go.</summary>
/// <param name="Venue">Its id, as a text of the API.</param>
/// <param name="Pull">How many want to go there; 1 in the middle.</param>
/// <param name="XpScan">What a scan at its door earns.</param>
internal sealed record DemoVenue(string Venue, string Name, double Lat, double Lng, double Pull, int XpScan);

/// <summary>The venues of the demo's London; none of them is a real one.</summary>
internal static class DemoVenues
{
    /// <summary>Every venue.</summary>
    public static IReadOnlyList<DemoVenue> All { get; } =
    [
        new("the-arches", "The Arches", 51.4861, -0.1236, 3, 50),
        new("old-pool", "The Old Pool", 51.5412, -0.0553, 2, 30),
        new("basement", "The Basement", 51.5461, -0.0749, 2, 30),
        new("warehouse-nine", "Warehouse Nine", 51.5359, -0.0209, 1.5, 50),
        new("railway-bar", "The Railway Bar", 51.4642, -0.1158, 1, 10),
        new("red-room", "The Red Room", 51.5128, -0.1317, 2.5, 20),
        new("the-lantern", "The Lantern", 51.5139, -0.1329, 2, 10),
        new("glass-house", "The Glass House", 51.4868, -0.1221, 1.5, 20),
        new("two-swans", "The Two Swans", 51.4614, -0.1385, 0.8, 10),
        new("canal-sauna", "Canal Sauna", 51.5374, -0.0761, 0.7, 10),
        new("cafe-vega", "Café Vega", 51.5257, -0.0778, 0.6, 10),
        new("harbour-house", "Harbour House", 51.5108, -0.0296, 0.5, 10),
    ];
}
