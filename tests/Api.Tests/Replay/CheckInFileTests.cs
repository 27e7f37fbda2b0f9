using HotMess.Api.Cli.Replay;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Replay;

/// <summary>The form of the files of check-ins and venues.</summary>
public sealed class CheckInFileTests
{
    [Theory]
    [InlineData("0\t2010-10-19 23:55:27+0000\tNaN\t-97.7\t22847")]
    [InlineData("0\t2010-10-19 23:55:27+0000\t30.2\tInfinity\t22847")]
    [InlineData("0\t2010-10-19 23:55:27+0000\t30.2\t1e999\t22847")]
    [InlineData("0\t2010-10-19 23:55:27\t30.2\t-97.7\t22847")]
    [InlineData("0\t2010-10-19 23:55:27+0000\t30.2\t-97.7\t")]
    [InlineData("a person")]
    public void A_check_in_that_is_none_is_named_by_its_line(string line) => Refused(
        "0\t2010-10-19 23:55:27+0000\t30.2\t-97.7\t22847\n" + line, path => CheckInFile.Read(path));

    [Theory]
    [InlineData("22847\tA bar\tNaN\t-97.7")]
    [InlineData("22847\t\t30.2\t-97.7")]
    [InlineData("22847")]
    public void A_venue_that_is_none_is_named_by_its_line(string line) =>
        Refused("number\tname\tlat\tlng\n" + line, path => VenueFile.Read(path));

    private static void Refused(string text, Action<string> read)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);
            Should.Throw<FormatException>(() => read(path)).Message.ShouldStartWith("Line 2 is not");
        }
        finally
        {
            File.Delete(path);
        }
    }
}
