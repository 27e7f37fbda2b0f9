using HotMess.Domain.Kernel;
using HotMess.Domain.Profiles;

namespace HotMess.Projections.Tests.Kit;

/// <summary>What people say of themselves on the way.</summary>
internal sealed partial class History
{
    [Step(OneIn = 10)]
    private Decision OfProfile(Random chance)
    {
        var person = Pick(chance);
        var changes = ProfileChanges.Draw(chance, steps);
        var profile = State<Profile>(StreamName.Profile(person));
        StreamName? held = profile.UsernameStream is { } stream ? new StreamName(stream) : null;
        StreamName? wanted = changes.ContainsKey("username") ? new StreamName($"username-{steps}") : null;
        return ChangeProfile.Decide(
            profile,
            Of(person),
            wanted is { } w ? State<UsernameReservation>(w) : null,
            held is { } h ? State<UsernameReservation>(h) : null,
            new(person, person, changes, wanted, held, Now));
    }
}
