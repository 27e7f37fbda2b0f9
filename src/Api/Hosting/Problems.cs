using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;

namespace HotMess.Api.Hosting;

/// <summary>Every way in which a request is refused, and the one map from a rejection's kind to HTTP.</summary>
public static class Problems
{
    /// <summary>A rejection by its kind.</summary>
    public static Problem Of(Rejection rejection) =>
        new(StatusOf(rejection.Kind), rejection.Code, rejection.Message) { RetryAfter = rejection.RetryAfter };

    /// <summary>The one map from a rejection's kind to a status.</summary>
    public static int StatusOf(RejectionKind kind) => kind switch
    {
        RejectionKind.Invalid => StatusCodes.Status422UnprocessableEntity,
        RejectionKind.Forbidden => StatusCodes.Status403Forbidden,
        RejectionKind.Absent => StatusCodes.Status404NotFound,
        RejectionKind.Conflict => StatusCodes.Status409Conflict,
        RejectionKind.TooSoon => StatusCodes.Status409Conflict,
        RejectionKind.Gone => StatusCodes.Status410Gone,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>400: the request cannot be read.</summary>
    public static Problem Malformed(string detail) =>
        new(400, "malformed", "The request cannot be read.") { Detail = detail };

    /// <summary>400: the position asked for has not been given out.</summary>
    public static Problem PositionAhead() => new(400, "position_ahead_of_log", "No event has this position yet.");

    /// <summary>401: no token.</summary>
    public static Problem NoToken() => new(401, "no_token", "A bearer token is needed.");

    /// <summary>401: a refresh token that gives no session.</summary>
    public static Problem NoSession(string code, string title) => new(401, code, title);

    /// <summary>401: a token that does not hold; the reason is not told.</summary>
    public static Problem BadToken() => new(401, "bad_token", "The bearer token does not hold.");

    /// <summary>403: the role may not use this route.</summary>
    public static Problem NotForThisRole(Role role) =>
        new(403, "not_for_this_role", "This role may not do this.") { Detail = $"The token's role is {role.Of()}." };

    /// <summary>403: a field that only an importer may send.</summary>
    public static Problem ImporterOnly(string field) =>
        new(403, "importer_only", "Only an importer may send this field.") { Detail = $"The field is {field}." };

    /// <summary>404: no such thing, or somebody else's.</summary>
    public static Problem Absent(string what) => new(404, what + "_absent", "There is no such thing for this caller.");

    /// <summary>404: no such route.</summary>
    public static Problem NoRoute() => new(404, "no_route", "There is no such route.");

    /// <summary>405: the route has other methods.</summary>
    public static Problem NoMethod() => new(405, "no_method", "The route does not take this method.");

    /// <summary>413: longer than a command may be.</summary>
    public static Problem TooLarge() =>
        new(413, "too_large", "The request is too large.")
        {
            Detail = $"A command has at most {RequestBody.MaxBytes} bytes.",
        };

    /// <summary>414: a path and query longer than any that is served.</summary>
    public static Problem TargetTooLong() =>
        new(414, "target_too_long", "The path and query are too long.")
        {
            Detail = $"They have at most {RequestHead.MaxTarget} characters.",
        };

    /// <summary>431: more headers than are read.</summary>
    public static Problem HeadersTooLarge() =>
        new(431, "headers_too_large", "The headers are too large.")
        {
            Detail = $"They are at most {RequestHead.MaxCount}, of {RequestHead.MaxHeaders} characters together.",
        };

    /// <summary>415: compressed, or encoded in another way.</summary>
    public static Problem Encoded() =>
        new(415, "encoded_body", "The body must be sent as it is, without a content encoding.");

    /// <summary>415: not JSON.</summary>
    public static Problem NotJson() => new(415, "not_json", "The body must be application/json.");

    /// <summary>422: one field is wrong.</summary>
    public static Problem Invalid(string field, string sentence) =>
        Invalid(new Dictionary<string, string[]> { [field] = [sentence] });

    /// <summary>422: some fields are wrong.</summary>
    public static Problem Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        new(422, "invalid", "The request is not valid.") { Errors = errors };

    /// <summary>422: the command id was used for something else.</summary>
    public static Problem IdReused() =>
        new(422, "command_id_reused", "This Idempotency-Key belongs to another command.");

    /// <summary>409: another process has to do it.</summary>
    public static Problem Elsewhere() =>
        new(409, "projection_elsewhere", "Another process on this database runs the projection.");

    /// <summary>409: blocks would not hold while its tables are empty.</summary>
    public static Problem NeverEmpty(string projection) => new(
        409,
        "projection_never_empty",
        $"What blocks hide would be seen meanwhile; `rebuild {projection}` makes it again beside the live tables.");

    /// <summary>409: the projection parked again.</summary>
    public static Problem ParkedAgain(ProjectionReport report) =>
        new(409, "projection_parked", "The projection parked again.")
        {
            Detail = $"It stands at {report.Position}, before {report.FailingPosition} ({report.FailingType}).",
        };

    /// <summary>410: the command id was used by somebody who was erased.</summary>
    public static Problem IdErased() =>
        new(410, "command_id_erased", "The person of the command with this Idempotency-Key was erased.");

    /// <summary>429: too many.</summary>
    public static Problem TooMany(TimeSpan wait) =>
        new(429, "too_many_commands", "Too many commands.") { RetryAfter = wait };

    /// <summary>429: too many attempts at signing in or up.</summary>
    public static Problem TooManyAttempts(TimeSpan wait) =>
        new(429, "too_many_attempts", "Too many attempts.") { RetryAfter = wait };

    /// <summary>429: too many check-ins and scans.</summary>
    public static Problem TooManyCheckIns(TimeSpan wait) =>
        new(429, "too_many_check_ins", "Too many check-ins.") { RetryAfter = wait };

    /// <summary>500: our fault; it is in the server's log.</summary>
    public static Problem Fault() => new(500, "fault", "The server failed.");

    /// <summary>503: the log does not answer; the same command id may be sent again.</summary>
    public static Problem LogUnavailable(TimeSpan wait) =>
        new(503, "log_unavailable", "The log cannot be reached now.") { RetryAfter = wait };

    /// <summary>503: as many passwords are being compared as the server has room for.</summary>
    public static Problem HashingBusy() =>
        new(503, "passwords_busy", "Too many passwords are being compared now.")
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };

    /// <summary>503: the read model has not reached the position asked for.</summary>
    public static Problem NotReached(TimeSpan wait) =>
        new(503, "position_not_reached", "The read model has not come that far yet.") { RetryAfter = wait };

    /// <summary>503: the server is not ready to work.</summary>
    public static Problem Unready(string detail) =>
        new(503, "not_ready", "The server is not ready.") { Detail = detail, RetryAfter = TimeSpan.FromSeconds(1) };

    /// <summary>A status that the framework set without a body.</summary>
    public static Problem Bare(int status) => status switch
    {
        404 => NoRoute(),
        405 => NoMethod(),
        413 => TooLarge(),
        415 => NotJson(),
        >= 500 => Fault(),
        _ => new Problem(status, "refused", "The request was refused."),
    };
}
