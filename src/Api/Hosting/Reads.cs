using System.Reflection;
using System.Text;
using HotMess.Projections.Runtime;

namespace HotMess.Api.Hosting;

/// <summary>
/// The one way from an endpoint to the read models: as the caller, under his rights, not older than he asks for.
/// </summary>
public sealed class Reads(CallerReads reads)
{
    /// <summary>
    /// A statement of this project by its file's name below src/Api, e.g. <c>Taps/my_matches.sql</c>.
    /// </summary>
    public static CallerStatement Statement(string path)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(path)
            ?? throw new InvalidOperationException($"{path} is not embedded.");
        using var reader = new StreamReader(stream);
        return new CallerStatement(reader.ReadToEnd());
    }

    /// <summary>Runs a statement that makes the answer's JSON in one value; null is answered with 404.</summary>
    /// <param name="caller">Whose rights hold.</param>
    /// <param name="min">What he must see.</param>
    /// <param name="query">The statement and its parameters.</param>
    /// <param name="what">What is absent where there is none, e.g. <c>thread</c>.</param>
    /// <param name="ct">Gives up.</param>
    public async ValueTask<IResult> JsonAsync(
        Caller caller, MinPosition min, CallerQuery query, string what, CancellationToken ct)
    {
        var rows = await reads.ListAsync(
            Reader(caller),
            query with { MinPosition = min.Value },
            row => row.IsDBNull(0) ? null : row.GetString(0),
            ct);
        return rows is [{ } json] ? new JsonAnswer(json) : Problems.Absent(what);
    }

    /// <summary>Runs a statement for one text; null where it has no row, or null.</summary>
    public async ValueTask<string?> TextAsync(Caller caller, CallerQuery query, CancellationToken ct)
    {
        var rows = await reads.ListAsync(
            Reader(caller), query, row => row.IsDBNull(0) ? null : row.GetString(0), ct);
        return rows is [{ } text] ? text : null;
    }

    private static ReadingCaller Reader(Caller caller) => caller switch
    {
        { Role: Role.ServiceRole } => ReadingCaller.Service,
        { Person: { } person } =>
            ReadingCaller.Person(person.Value) with { MayBeErased = caller.Session is null },
        _ => ReadingCaller.Anonymous,
    };

    private sealed class JsonAnswer(string json) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var body = Encoding.UTF8.GetBytes(json);
            var response = httpContext.Response;
            response.ContentType = "application/json";
            response.Headers.CacheControl = "no-store";
            response.ContentLength = body.Length;
            await response.BodyWriter.WriteAsync(body, httpContext.RequestAborted);
        }
    }
}
