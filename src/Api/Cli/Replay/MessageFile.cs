using System.Globalization;
using HotMess.Domain.Kernel;

namespace HotMess.Api.Cli.Replay;

/// <summary>One line of the file.</summary>
/// <param name="Line">1, 2, 3...: part of the command's id.</param>
internal sealed record FileMessage(int Line, int From, int To, DateTimeOffset At);

/// <summary>Reads real messages: sender, receiver and unix seconds a line, in the order of sending.</summary>
internal static class MessageFile
{
    /// <exception cref="FormatException">A line is not of that form; its number is named.</exception>
    public static List<FileMessage> Read(string path)
    {
        var messages = new List<FileMessage>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            var fields = line.Split(' ');
            messages.Add(fields.Length == 3
                && int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from)
                && int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var to)
                && long.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                && seconds < Instant.End.ToUnixTimeSeconds()
                    ? new FileMessage(number, from, to, DateTimeOffset.FromUnixTimeSeconds(seconds))
                    : throw new FormatException($"Line {number} is not 'sender receiver seconds'."));
        }

        return messages;
    }
}
