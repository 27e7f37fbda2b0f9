using Alba;
using HotMess.Api.Hosting;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres;
using HotMess.Projections.Runtime;
using HotMess.Testing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace HotMess.Api.Tests.Kit;

/// <summary>A server in this process: real routes, real log, real daemon, a database of its own.</summary>
public sealed class ApiHost : IAsyncDisposable
{
    private readonly TestDatabase? ownDatabase;
    private readonly DatabaseAccess access;

    static ApiHost() => ThreadPool.SetMinThreads(Server.LeastThreads, Server.LeastThreads);

    private ApiHost(IAlbaHost alba, DatabaseAccess access, TestDatabase? ownDatabase) =>
        (Alba, this.access, this.ownDatabase) = (alba, access, ownDatabase);

    /// <summary>No rate limit at all.</summary>
    public static RateLimitOptions Unlimited { get; } =
        new(0, 0) { AttemptsPerAccount = 0, AttemptsPerAddress = 0, CheckInsPerAccount = 0 };

    /// <summary>For requests.</summary>
    public IAlbaHost Alba { get; }

    /// <summary>Makes tokens that the server accepts.</summary>
    public Tokens Tokens => Alba.Services.GetRequiredService<Tokens>();

    /// <summary>The secret that signs them.</summary>
    public byte[] Secret => access.Secrets.Jwt;

    /// <summary>A server without rate limits on a database of its own.</summary>
    public static async Task<ApiHost> StartAsync(ServerSettings? settings = null)
    {
        var database = await TestDatabase.CreateAsync();
        return await StartAsync(database, settings, database);
    }

    /// <summary>A server on a database that others use too.</summary>
    public static Task<ApiHost> StartOnAsync(TestDatabase database, ServerSettings? settings = null) =>
        StartAsync(database, settings, null);

    /// <summary>
    /// Sends one request; nothing is asserted about the answer but that it is one that the API describes.
    /// </summary>
    public async Task<Reply> SendAsync(Call call)
    {
        var result = await Alba.Scenario(scenario =>
        {
            scenario.IgnoreStatusCode();
            scenario.ConfigureHttpContext(context => call.Apply(context.Request));
        });
        var reply = await Reply.OfAsync(result.Context.Response);
        Described.ShouldDescribe(call, reply);
        return reply;
    }

    /// <summary>A person who exists, with his token.</summary>
    public async Task<Somebody> PersonAsync(string name = "Sam")
    {
        var body = new { email = $"{Guid.CreateVersion7():N}@example.org", display_name = name };
        var reply = await SendAsync(Call.Post("/v1/people", body).As(Tokens.Make(Role.ServiceRole, null, null, Hour)));
        reply.Status.ShouldBe(200, reply.Text);
        var id = new PersonId(reply.Json.GetProperty("person_id").GetGuid());
        return new Somebody(this, id, Tokens.Make(Role.Authenticated, id, body.email, Hour));
    }

    /// <summary>A token of a role that is nobody's.</summary>
    public string TokenOf(Role role) => Tokens.Make(role, null, null, Hour);

    /// <summary>Returns when every projection runs, in as many processes as given.</summary>
    public Task SettledAsync(int nodes) => Eventually.HoldsAsync(
        async () =>
        {
            var report = await Alba.Services.GetRequiredService<ProjectionHealth>().ReadAsync(CancellationToken.None);
            return report.Projections.All(projection => projection.Status == ProjectionStatus.Running)
                && report.Projections.Select(projection => projection.Node).Distinct().Count() == nodes;
        },
        $"every projection running, in {nodes} processes",
        TimeSpan.FromSeconds(30));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Alba.DisposeAsync();
        await access.DisposeAsync();
        if (ownDatabase is not null)
        {
            await ownDatabase.DisposeAsync();
        }
    }

    private static TimeSpan Hour => TimeSpan.FromHours(1);

    private static async Task<ApiHost> StartAsync(TestDatabase database, ServerSettings? settings, TestDatabase? own)
    {
        var access = await database.OpenAsync();
        settings ??= new ServerSettings { Limits = Unlimited };
        var alba = await AlbaHost.For(Server.Builder(ServerParts.Of(access), settings), Server.Configure);
        return new ApiHost(alba, access, own);
    }
}

/// <summary>One server for all tests of the assembly that need nothing special.</summary>
public sealed class SharedHost : Xunit.IAsyncLifetime
{
    /// <summary>The server.</summary>
    public ApiHost Host { get; private set; } = null!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        Host = await ApiHost.StartAsync();
        await Host.SettledAsync(nodes: 1);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
