using HotMess.Projections.Accounts;
using HotMess.Projections.Beacons;
using HotMess.Projections.Chats;
using HotMess.Projections.CheckIns;
using HotMess.Projections.Coins;
using HotMess.Projections.Notifications;
using HotMess.Projections.Runtime;
using HotMess.Projections.Runtime.Daemon;
using HotMess.Projections.Taps;
using HotMess.Projections.Xp;
using JasperFx.Events.Projections;
using Marten;

namespace HotMess.Projections;

/// <summary>The contents page of the projections.</summary>
public static class All
{
    /// <summary>Every projection, one line each.</summary>
    /// <param name="opener">Opens sealed texts.</param>
    public static IReadOnlyList<SetProjection> Of(SealOpener opener) =>
    [
        new AccountsProjection(opener),
        new TapsProjection(opener),
        new ChatsProjection(opener),
        new NotificationsProjection(),
        new CoinsProjection(opener),
        new XpProjection(opener),
        new BeaconsProjection(opener),
        new CheckInsProjection(),
    ];

    /// <summary>Registers them with a store, to run in the daemon.</summary>
    public static void Register(StoreOptions options, SealOpener opener, SharedDaemon daemon)
    {
        foreach (var projection in Of(opener))
        {
            options.Projections.Add(daemon.Source(projection), ProjectionLifecycle.Async);
        }
    }
}
