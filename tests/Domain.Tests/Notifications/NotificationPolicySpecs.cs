using HotMess.Domain.Kernel;
using HotMess.Domain.Notifications;
using HotMess.Domain.Taps;
using HotMess.Testing;
using Xunit;
using static HotMess.Domain.Tests.People;

namespace HotMess.Domain.Tests.Notifications;

public sealed class NotificationPolicySpecs
{
    private static readonly TapId Tap = new(Uuid(1));
    private static readonly MatchId Match = new(Uuid(2));

    [Theory]
    [InlineData(TapKind.Like, NotificationKind.Like)]
    [InlineData(TapKind.Tap, NotificationKind.Tap)]
    [InlineData(TapKind.Woof, NotificationKind.Woof)]
    [InlineData(TapKind.Boo, NotificationKind.Boo)]
    public void A_tap_is_told_to_its_receiver(TapKind kind, NotificationKind told) => PolicySpec
        .Given(new TapSent(Adam, Tap, Adam, Ben, kind, null))
        .Then(
            NotifyOfTapPolicy.Policy,
            new Reaction(new RaiseNotification.Command(NotificationId.Of(Tap, Ben), Ben, told, Adam, Tap, null)));

    [Fact]
    public void A_bookmark_is_told_to_nobody() => PolicySpec
        .Given(new TapSent(Adam, Tap, Adam, Ben, TapKind.Save, null))
        .Then(NotifyOfTapPolicy.Policy);

    [Fact]
    public void A_match_is_told_to_both() => PolicySpec
        .Given(new MatchMade(Match, Adam, Ben, TapKind.Woof, null))
        .Then(
            NotifyOfMatchPolicy.Policy,
            new Reaction(
                new RaiseNotification.Command(
                    NotificationId.Of(Match, Adam), Adam, NotificationKind.Match, Ben, null, Match),
                Adam),
            new Reaction(
                new RaiseNotification.Command(
                    NotificationId.Of(Match, Ben), Ben, NotificationKind.Match, Adam, null, Match),
                Ben));

    [Fact]
    public void What_an_importer_dates_is_no_news()
    {
        PolicySpec.Given(new TapSent(null, Tap, Adam, Ben, TapKind.Tap, Now)).Then(NotifyOfTapPolicy.Policy);
        PolicySpec.Given(new MatchMade(Match, Adam, Ben, TapKind.Tap, Now)).Then(NotifyOfMatchPolicy.Policy);
    }
}
