using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace HotMess.Api.Hosting;

/// <summary>Bounds of what stands before a body.</summary>
internal static class RequestHead
{
    /// <summary>The longest path and query, in characters.</summary>
    public const int MaxTarget = 8 * 1024;

    /// <summary>The longest headers, in characters of names and values together.</summary>
    public const int MaxHeaders = 16 * 1024;

    /// <summary>Most headers.</summary>
    public const int MaxCount = 100;

    /// <summary>How far above our bounds the server's own are.</summary>
    private const int Room = 8;

    /// <summary>
    /// What breaks the server's own bounds is answered with a bare status, before anything of ours runs. They lie above
    /// ours, so that who sends too much hears what it is.
    /// </summary>
    public static void Widen(KestrelServerLimits limits)
    {
        limits.MaxRequestLineSize = Room * MaxTarget;
        limits.MaxRequestHeadersTotalSize = Room * MaxHeaders;
        limits.MaxRequestHeaderCount = Room * MaxCount;
    }

    /// <summary>Null where it is within the bounds.</summary>
    public static Problem? Refuse(HttpContext context)
    {
        if (context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Length > MaxTarget)
        {
            return Problems.TargetTooLong();
        }

        var headers = context.Request.Headers;
        var length = 0L;
        foreach (var (name, values) in headers)
        {
            foreach (var value in values)
            {
                length += name.Length + (value?.Length ?? 0);
            }
        }

        return length > MaxHeaders || headers.Count > MaxCount ? Problems.HeadersTooLarge() : null;
    }
}
