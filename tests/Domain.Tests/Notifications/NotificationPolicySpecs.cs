using HotMess.Domain.Kernel;
using HotMess.Domain.Notifications;
using HotMess.Domain.Taps;
using HotMess.Testing;
using Shouldly;
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
    [InlineData(TapKind.Save, null)]
    public void A_tap_is_told_to_its_receiver_and_a_bookmark_to_nobody(TapKind kind, NotificationKind? told)
    {
        var tap = new TapSent(Adam, Tap, Adam, Ben, kind, null);
        TapNotification.KindOf(tap).ShouldBe(told);
        TapNotification.IdOf(tap).ShouldBe(NotificationId.Of(Tap, Ben));
    }

    [Fact]
    public void A_match_is_told_to_both() => PolicySpec
        .Given(new MatchMade(Match, Adam, Ben, TapKind.Woof, null))
        .Then(
            NotifyOfMatchPolicy.Policy,
            new Reaction(
                new RaiseNotification.Command(
                    NotificationId.Of(Match, Adam), Adam, Ben, Match),
                Adam),
            new Reaction(
                new RaiseNotification.Command(
                    NotificationId.Of(Match, Ben), Ben, Adam, Match),
                Ben));

    [Fact]
    public void What_an_importer_dates_is_no_news()
    {
        TapNotification.KindOf(new TapSent(null, Tap, Adam, Ben, TapKind.Tap, Now)).ShouldBeNull();
        PolicySpec.Given(new MatchMade(Match, Adam, Ben, TapKind.Tap, Now)).Then(NotifyOfMatchPolicy.Policy);
    }
}
