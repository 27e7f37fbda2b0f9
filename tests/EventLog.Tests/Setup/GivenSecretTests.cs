using HotMess.Integrations.Postgres;
using Shouldly;
using Xunit;

namespace HotMess.EventLog.Tests.Setup;

/// <summary>A secret that others know or guess is refused, and not repeated.</summary>
public sealed class GivenSecretTests
{
    [Theory]
    [InlineData("short")]
    [InlineData("1234567890123456789012345678901")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("passwordpasswordpasswordpasswordpassword")]
    [InlineData("super-secret-jwt-token-with-at-least-32-characters-long")]
    [InlineData("Your-Super-Secret-Jwt-Token-With-At-Least-32-Characters-Long")]
    public void What_is_short_simple_or_published_is_refused(string value)
    {
        var refused = Should.Throw<FormatException>(() => GivenSecret.Read("HOTMESS_JWT_SECRET", value));
        refused.Message.ShouldStartWith("HOTMESS_JWT_SECRET ");
        refused.Message.ShouldNotContain(value);
    }

    [Theory]
    [InlineData("a secret of somebody's own, longer than 32 characters")]
    [InlineData("4f1c9a7be0d2836554f1c9a7be0d28365")]
    public void One_of_ones_own_is_taken(string value) =>
        GivenSecret.Read("HOTMESS_JWT_SECRET", value).Length.ShouldBe(value.Length);
}
