using System.Text;
using HotMess.Api.Accounts;
using HotMess.Api.Chats;
using HotMess.Api.Coins;
using HotMess.Api.Hosting;
using HotMess.Api.Taps;
using HotMess.Domain.Accounts;
using HotMess.Domain.Coins;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Contracts;

/// <summary>The inputs that command ids are compared by, for ever (docs/formats.md).</summary>
public sealed class InputTests
{
    private const string A = "0190c1b0-0000-7000-8000-00000000000a";
    private static readonly PersonId Person = new(Guid.Parse(A));
    private static readonly ThreadId Thread = new(Guid.Parse(A));
    private static readonly DateTimeOffset Time = new(2020, 1, 2, 3, 4, 5, TimeSpan.FromHours(1));

    [Fact]
    public void Inputs_stay_as_they_are()
    {
        Text(Commands.Input("register_person", new RegisterPersonRequest("a@example.org", "Añn", Time)))
            .ShouldBe("register_person\n{\"email\":\"a@example.org\","
                + "\"display_name\":\"A\\u00F1n\",\"occurred_at\":\"2020-01-02T02:04:05.000000Z\"}");
        Text(Commands.Input("sign_up", new AccountInput("a@example.org", "Ann")))
            .ShouldBe("sign_up\n{\"email\":\"a@example.org\",\"display_name\":\"Ann\"}");
        Text(Commands.Input("sign_in", new AccountInput("a@example.org")))
            .ShouldBe("sign_in\n{\"email\":\"a@example.org\"}");
        Text(Commands.Input("sign_out", new SignOutRequest(SignOutScope.Others)))
            .ShouldBe("sign_out\n{\"scope\":\"others\"}");
        Text(Commands.Input("change_password", Person)).ShouldBe($"change_password {A}\n");
        Text(Commands.Input("erase_person", Person)).ShouldBe($"erase_person {A}\n");
        Text(Commands.Input("send_tap", new SendTapRequest(Person, TapKind.Woof)))
            .ShouldBe($"send_tap\n{{\"to\":\"{A}\",\"kind\":\"woof\"}}");
        Text(Commands.Input("retract_tap", new RetractTapRequest(Person, TapKind.Save, Person)))
            .ShouldBe($"retract_tap\n{{\"to\":\"{A}\",\"kind\":\"save\",\"from\":\"{A}\"}}");
        Text(Commands.Input("open_thread", new OpenThreadRequest(Person)))
            .ShouldBe($"open_thread\n{{\"with\":\"{A}\"}}");
        Text(Commands.Input("send_message", new SendMessageRequest("hi", Thread, null, Person, Time)))
            .ShouldBe($"send_message\n{{\"text\":\"hi\",\"thread_id\":\"{A}\","
                + $"\"from\":\"{A}\",\"occurred_at\":\"2020-01-02T02:04:05.000000Z\"}}");
        Text(Commands.Input("transfer_coins", new TransferCoinsRequest(Person, 7)))
            .ShouldBe($"transfer_coins\n{{\"to\":\"{A}\",\"amount\":7}}");
        Text(Commands.Input("spend_coins", new SpendCoinsRequest(7, CoinSink.Boost, "r")))
            .ShouldBe("spend_coins\n{\"amount\":7,\"sink\":\"boost\",\"reference\":\"r\"}");
        Text(Commands.Input("read_thread", new ReadThreadRequest(3), Thread))
            .ShouldBe($"read_thread {A}\n{{\"up_to\":3}}");
    }

    private static string Text(ReadOnlyMemory<byte> input) => Encoding.UTF8.GetString(input.Span);
}
