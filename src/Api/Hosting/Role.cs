namespace HotMess.Api.Hosting;

/// <summary>What the bearer of a token is; the claim <c>role</c> holds it in snake_case.</summary>
public enum Role
{
    /// <summary>Nobody in particular; holds the published key.</summary>
    Anon,

    /// <summary>A person, named by the claim <c>sub</c>.</summary>
    Authenticated,

    /// <summary>The operator's own back end; no rate limits.</summary>
    ServiceRole,

    /// <summary>Brings in history: acts for people and names times; no rate limits.</summary>
    Importer,

    /// <summary>Reads what is no person's.</summary>
    Analyst,

    /// <summary>Reads the log's evidence.</summary>
    Auditor,

    /// <summary>A person who moderates.</summary>
    Admin,
}

/// <summary>Roles by the names that stand in tokens and in PostgreSQL.</summary>
public static class RoleNames
{
    private static readonly Dictionary<string, Role> Roles =
        Enum.GetValues<Role>().ToDictionary(Of, StringComparer.Ordinal);

    /// <summary>The role's name in snake_case, e.g. <c>service_role</c>.</summary>
    public static string Of(this Role role) => role switch
    {
        Role.Anon => "anon",
        Role.Authenticated => "authenticated",
        Role.ServiceRole => "service_role",
        Role.Importer => "importer",
        Role.Analyst => "analyst",
        Role.Auditor => "auditor",
        Role.Admin => "admin",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    /// <summary>False where there is no such role.</summary>
    public static bool TryParse(string? name, out Role role)
    {
        role = Role.Anon;
        return name is not null && Roles.TryGetValue(name, out role);
    }

    /// <summary>True where the role belongs to a person, so that its tokens must name one.</summary>
    public static bool IsPerson(this Role role) => role is Role.Authenticated or Role.Admin;

    /// <summary>True where no rate limit holds.</summary>
    public static bool IsTrusted(this Role role) => role is Role.ServiceRole or Role.Importer;
}
