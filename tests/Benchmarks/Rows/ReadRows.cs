using HotMess.Benchmarks.Harness;

namespace HotMess.Benchmarks.Rows;

/// <summary>
/// One question under row rights and a token, against a plain endpoint that runs the same statement as the owner of the
/// same database.
/// </summary>
/// <param name="what">In the table, e.g. <c>my threads</c>.</param>
internal abstract class ReadRows(Stage stage, string what) : RowGroup(stage)
{
    private const string NoThings = "-";

    private readonly Series plain = new($"{what}, plain endpoint without row rights, /s");
    private readonly Series ours = new($"{what}, under row rights, /s");
    private string pool = "";

    /// <inheritdoc />
    public override IEnumerable<Row> Rows =>
        [new(plain, IsRate: false), new(ours, IsRate: false, Goal.Times(ours, plain, 0.8, "the plain endpoint"))];

    /// <inheritdoc />
    public override IEnumerable<string> Reading =>
    [
        $"{what}: {Data}; the plain endpoint runs the same statement without token and claims, gives the same bytes, "
            + $"and has the best of five pool settings, `{pool}`.",
    ];

    /// <summary>Whose, and how much there is to read.</summary>
    protected abstract string Data { get; }

    /// <summary>Who asks.</summary>
    protected abstract string PeopleFile { get; }

    /// <summary>What is asked for, a name a line; null where only the person matters.</summary>
    protected virtual string? ThingsFile => null;

    /// <summary>Ours, with <c>{me}</c> and <c>{thing}</c> to be filled in.</summary>
    protected abstract string Path { get; }

    /// <summary>The plain server's.</summary>
    protected abstract string PlainPath { get; }

    /// <summary>Makes what is read.</summary>
    protected abstract Task FillAsync();

    /// <summary>True for an answer that says something, so that two empty ones are not taken for the same.</summary>
    protected abstract bool Says(string answer);

    /// <summary>Interleaved rounds over the same people.</summary>
    public override async Task AfterAsync()
    {
        await FillAsync();
        await Ours.DrainAsync();
        await Sql.TidyAsync(Ours.Database);
        using var server = await Own.PlainAsync(
            Ours.Database, async (url, time) => (await GetAsync(url, PlainPath, "plain", time)).Rate);
        pool = server.Options;
        for (var round = 0; round <= Run.Rounds; round++)
        {
            var counts = round > 0;
            Keep(counts, plain, await GetAsync(server.Url, PlainPath, "plain", server.Process, counts));
            Keep(counts, ours, await GetAsync(new Uri(Ours.Url), Path, "ours", Ours.Server, counts));
        }

        await CompareAsync(server.Url);
    }

    private async Task<double> GetAsync(Uri url, string path, string mode, Running server, bool counts)
    {
        var result = await Stage.SpendAsync(
            $"{what}, {mode}", server, counts, () => GetAsync(url, path, mode, Run.Time));
        return result.Rate;
    }

    private async Task<WrkResult> GetAsync(Uri url, string path, string mode, TimeSpan time)
    {
        var result = await Wrk.RunAsync(
            url.ToString(), "gets.lua", time, PeopleFile, path, ThingsFile ?? NoThings, mode);
        if (result.Refused > 0)
        {
            Stage.Wrongs.Add($"{path}: {result.Refused} of {result.Answers} reads were refused");
        }

        return result;
    }

    // Both must say the same, or the ratio says nothing.
    private async Task CompareAsync(Uri plainServer)
    {
        using var client = new HttpClient();
        var people = await File.ReadAllLinesAsync(PeopleFile);
        var things = ThingsFile is null ? [""] : await File.ReadAllLinesAsync(ThingsFile);
        for (var i = 0; i < Math.Min(people.Length, 20); i++)
        {
            var (me, token) = (people[i].Split(' ')[0], people[i].Split(' ')[1]);
            string Filled(string path) => path.Replace("{me}", me, StringComparison.Ordinal)
                .Replace("{thing}", things[i % things.Length], StringComparison.Ordinal);
            var theirs = await client.GetStringAsync(new Uri(plainServer, Filled(PlainPath)));
            using var request = new HttpRequestMessage(HttpMethod.Get, Ours.Url + Filled(Path));
            request.Headers.Authorization = new("Bearer", token);
            using var response = await client.SendAsync(request);
            var mine = await response.Content.ReadAsStringAsync();
            if (mine != theirs || !Says(mine))
            {
                Stage.Wrongs.Add($"{what}: the plain endpoint says `{theirs}`, ours `{mine}`");
                return;
            }
        }
    }
}
