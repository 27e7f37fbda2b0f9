using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
using Shouldly;

namespace HotMess.Api.Tests.Coins;

/// <summary>What tests do with coins.</summary>
internal static class Purse
{
    /// <summary>A command of the service's that must be accepted.</summary>
    public static async Task<Reply> DoAsync(ApiHost host, string what, object body)
    {
        var reply = await SendAsync(host, what, body);
        reply.Status.ShouldBe(200, reply.Text);
        return reply;
    }

    /// <summary>A command of the service's.</summary>
    public static Task<Reply> SendAsync(ApiHost host, string what, object body) =>
        host.SendAsync(Call.Post($"/v1/coins/{what}", body).As(host.TokenOf(Role.ServiceRole)));

    /// <summary>Coins to begin with.</summary>
    public static Task<Reply> CreditAsync(Somebody who, long amount, string reference = "start") => DoAsync(
        who.Host, "credits", new { person = who.Id.Value, amount, source = "event", reference });

    /// <summary>What he has.</summary>
    public static async Task<long> BalanceAsync(Somebody who, long position) =>
        (await who.GetAsync("/v1/coins", position)).Json.GetProperty("balance").GetInt64();

    /// <summary>His ledger, newest first: kind, amount, balance after, the account on the other side.</summary>
    public static async Task<string[]> LedgerAsync(Somebody who, long position) =>
    [
        .. (await who.GetAsync("/v1/coins", position)).Json.GetProperty("entries").EnumerateArray().Select(entry =>
            $"{entry.GetProperty("kind")} {entry.GetProperty("amount")} = {entry.GetProperty("balance_after")} "
            + entry.GetProperty("counter")),
    ];
}
