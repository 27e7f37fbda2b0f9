using System.Text;
using HotMess.Api.Accounts;
using HotMess.Api.Chats;
using HotMess.Api.Profiles;
using HotMess.Api.Subscriptions;
using HotMess.Integrations.Postgres;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Projections.Chats;
using HotMess.Projections.Notifications;
using HotMess.Projections.Runtime;
using HotMess.Projections.Runtime.Hosting;
using JasperFx.CodeGeneration;
using Microsoft.Extensions.Logging.Console;
using Wolverine;
using Wolverine.Http;

namespace HotMess.Api.Hosting;

/// <summary>Puts the server together. Nothing is scanned for that is known: routes and handlers come from the
/// generated code.</summary>
public static class Server
{
    /// <summary>
    /// Threads that a process needs at once: where the database's link stands still, each connection keeps one for some
    /// seconds, and the others must not wait until the pool of threads grows, one a second.
    /// </summary>
    public const int LeastThreads = 64;

    /// <summary>Services without a pipeline; a test adds its own before it builds.</summary>
    public static WebApplicationBuilder Builder(ServerParts parts, ServerSettings settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(Server).Assembly.GetName().Name,
        });
        builder.Logging.AddConsole(console => console.FormatterName = LineFormatter.Name);
        builder.Logging.AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        if (settings.LogAsJson)
        {
            builder.Logging.ClearProviders().AddJsonConsole();
        }

        builder.AddTelemetry(settings.Telemetry);
        builder.Logging.AddFilter("Wolverine.Configuration.HandlerDiscovery", LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestBody.MaxUnreadBytes;
            RequestHead.Widen(kestrel.Limits);

            // A byte that is not ASCII reaches the checks of the header it stands in, which name what is wrong.
            kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
        });
        if (settings.Url is not null)
        {
            builder.WebHost.UseUrls(settings.Url);
        }

        AddOwn(builder.Services, parts, settings);

        // Commands are taken before Wolverine has joined the other processes: they need nothing of it.
        builder.Services.Configure<HostOptions>(options => options.ServicesStartConcurrently = true);
        builder.Services.AddHotMessStore(parts.Daemon, SubscriptionSetup.NamesOf(settings.Effects));
        builder.Services.AddSubscriptions(settings.Effects, settings.Clock, parts.Daemon, parts.App);
        builder.Services.AddWolverine(ExtensionDiscovery.ManualOnly, options => Configure(options, settings));
        builder.Services.AddWolverineHttp();
        builder.Services.AddDescription();
        return builder;
    }

    /// <summary>The pipeline.</summary>
    public static void Configure(WebApplication app)
    {
        app.UseMiddleware<ProblemMiddleware>();

        // Its page asks each request by a pattern whether it is meant; the others need not be asked.
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/docs", StringComparison.OrdinalIgnoreCase),
            branch => branch.UseSwaggerUI(page =>
            {
                page.RoutePrefix = "docs";
                page.DocumentTitle = "HotMess";
                page.SwaggerEndpoint(Description.Path, "HotMess v1");
            }));
        app.UseRouting();
        app.UseMiddleware<GateMiddleware>();
        app.MapWolverineEndpoints(options =>
        {
            options.WarmUpRoutes = RouteWarmup.Lazy;
            options.RejectUnparseableQueryValues = true;
            options.RejectUnparseableHeaderValues = true;
            options.AddParameterHandlingStrategy<RequestParameters>();
            options.AddParameterHandlingStrategy<PathIdParameters>();
            options.AddPolicy<EndpointPolicy>();
        });
        app.MapOpenApi(Description.Path).WithMetadata(new OpenToAllAttribute());
    }

    private static void AddOwn(IServiceCollection services, ServerParts parts, ServerSettings settings)
    {
        services.AddSingleton(settings.Clock);
        services.AddSingleton(new Tokens(parts.JwtSecret, settings.Clock));
        services.AddSingleton(new ReadyFile(settings.ReadyFile));
        services.AddSingleton(new RateLimits(settings.Limits, settings.Clock, parts.MasterKey));
        services.AddSingleton(new SharedCounts(parts.App));
        services.AddHostedService<LimitExchange>();
        services.AddHostedService<NativeHeap>();
        services.AddSingleton(new EventLogOptions
        {
            DataSource = parts.App,
            MasterKey = parts.MasterKey,
        });
        services.AddSingleton<EventLog>();
        services.AddSingleton(new Sealing(parts.App, parts.MasterKey));
        services.AddSingleton<EmailStreams>();
        services.AddSingleton<UsernameStreams>();
        services.AddSingleton<Commands>();
        services.AddSingleton<DirectThreads>();
        services.AddSingleton(new SentMessages(parts.App));
        services.AddSingleton(new ToldNotifications(parts.App));
        services.AddSingleton(new CallerReads(parts.Reader, settings.Clock));
        services.AddSingleton<Reads>();
        AddSessions(services, parts, settings);
    }

    private static void AddSessions(IServiceCollection services, ServerParts parts, ServerSettings settings)
    {
        services.AddSingleton(new Companions(parts.App));
        services.AddSingleton(new PasswordHashing(settings.Hashing));
        services.AddSingleton<Credentials>();
        services.AddSingleton(new RefreshTokens(parts.JwtSecret));
        services.AddSingleton<Sessions>();
        services.AddSingleton<EndedSessions>();
        services.AddHostedService(provider => provider.GetRequiredService<EndedSessions>());
    }

    private static void Configure(WolverineOptions options, ServerSettings settings)
    {
        StoreHosting.Configure(options);
        options.ApplicationAssembly = typeof(Server).Assembly;
        options.Discovery.DisableConventionalDiscovery();
        SubscriptionSetup.Configure(options, settings.Effects);
        options.CodeGeneration.TypeLoadMode =
            settings.CodeDirectory is null ? TypeLoadMode.Static : TypeLoadMode.Dynamic;
        if (settings.CodeDirectory is not null)
        {
            options.CodeGeneration.GeneratedCodeOutputPath = settings.CodeDirectory;
        }
    }
}
