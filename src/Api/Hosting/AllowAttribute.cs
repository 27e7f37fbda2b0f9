namespace HotMess.Api.Hosting;

/// <summary>Which roles may use an endpoint. An endpoint without it is refused to everybody.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AllowAttribute(params Role[] roles) : Attribute
{
    private readonly int mask = roles.Aggregate(0, (bits, role) => bits | (1 << (int)role));

    /// <summary>The roles.</summary>
    public IReadOnlyList<Role> Roles { get; } = roles;

    /// <summary>True where <paramref name="role"/> is among them.</summary>
    public bool Has(Role role) => (mask & (1 << (int)role)) != 0;
}
