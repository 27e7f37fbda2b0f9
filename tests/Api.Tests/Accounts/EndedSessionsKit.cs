using Alba;
using HotMess.Api.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace HotMess.Api.Tests.Accounts;

internal static class EndedSessionsKit
{
    /// <summary>Lets a server ask now which sessions have ended, as it does every second.</summary>
    public static Task EndedAsync(this IAlbaHost alba) =>
        alba.Services.GetRequiredService<EndedSessions>().RefreshAsync(CancellationToken.None);
}
