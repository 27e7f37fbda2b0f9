using HotMess.Api.Accounts;
using HotMess.Domain.Kernel;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Accounts;

/// <summary>The bytes that accounts keep beside their events, and the tokens made of them (docs/formats.md).</summary>
public sealed class CompanionFormatTests
{
    private static readonly PersonId Person = new(Guid.Parse("0190c1b0-0000-7000-8000-00000000000a"));
    private static readonly SessionId Session = new(Guid.Parse("0190c1b0-0000-7000-8000-00000000000b"));
    private static readonly PasswordId Password = new(Guid.Parse("0190c1b0-0000-7000-8000-00000000000c"));
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch.AddMicroseconds(0x0102030405);
    private readonly RefreshTokens tokens = new([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    [Fact]
    public void Kinds_stay_as_they_are()
    {
        AccountCompanions.KindOf(Session).ShouldBe("session-0190c1b0000070008000" + "00000000000b");
        AccountCompanions.SessionOf(AccountCompanions.KindOf(Session)).ShouldBe(Session);
        foreach (var other in (string[])["password", "session-", "session-x", "", $"sessions-{Session.Value:N}"])
        {
            AccountCompanions.SessionOf(other).ShouldBeNull(other);
        }
    }

    [Fact]
    public void A_password_is_its_id_and_its_hash()
    {
        var body = new StoredPassword(Password, "AQ==").ToBody();
        Convert.ToHexStringLower(body).ShouldBe("0190c1b0000070008000" + "00000000000c" + "41513d3d");
        StoredPassword.Of(body).ShouldBe(new StoredPassword(Password, "AQ=="));
        StoredPassword.Of(null).ShouldBeNull();
    }

    [Fact]
    public void A_sessions_row_is_hashes_a_nonce_and_a_time()
    {
        var row = new RefreshRow([.. Bytes(32, 1)], [.. Bytes(32, 2)], [.. Bytes(16, 3)], At);
        var body = row.ToBody();
        Convert.ToHexStringLower(body).ShouldBe(
            "01" + Hex("01", 32) + Hex("02", 32) + Hex("03", 16) + "0000000102030405");
        Convert.ToHexStringLower(RefreshRow.Read(body).ToBody()).ShouldBe(Convert.ToHexStringLower(body));
        Should.Throw<InvalidOperationException>(() => RefreshRow.Read([2, .. body[1..]]));
        Should.Throw<InvalidOperationException>(() => RefreshRow.Read(body[1..]));
    }

    [Fact]
    public void A_refresh_token_is_read_as_it_was_made_and_only_by_its_own_secret()
    {
        var first = tokens.First(Person, Session, "secret");
        first.Text.ShouldBe(tokens.First(Person, Session, "secret").Text);
        first.Text.ShouldNotBe(tokens.First(Person, Session, "Secret").Text);
        first.Text.Length.ShouldBe(107);
        var next = tokens.Next(first, new byte[16]);
        next.Text.ShouldBe(tokens.Next(first, new byte[16]).Text);
        next.Text.ShouldNotBe(tokens.Next(first, [.. Bytes(16, 1)]).Text);
        tokens.Read(next.Text).ShouldNotBeNull().Session.ShouldBe(Session);
        tokens.Read(next.Text)!.Person.ShouldBe(Person);
        new RefreshTokens(new byte[32]).Read(next.Text).ShouldBeNull();
        $"{first} {RefreshRow.Of(first, At)}".ShouldNotContain(first.Text);
    }

    [Fact]
    public void Every_changed_character_makes_it_unknown()
    {
        var text = tokens.First(Person, Session, "secret").Text;
        for (var i = 0; i < text.Length; i++)
        {
            tokens.Read(text[..i] + (text[i] == 'A' ? 'B' : 'A') + text[(i + 1)..]).ShouldBeNull($"at {i}");
        }
    }

    private static IEnumerable<byte> Bytes(int count, byte value) => Enumerable.Repeat(value, count);

    private static string Hex(string value, int times) => string.Concat(Enumerable.Repeat(value, times));
}
