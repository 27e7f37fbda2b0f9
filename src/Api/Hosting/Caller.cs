using HotMess.Domain.Kernel;

namespace HotMess.Api.Hosting;

/// <summary>Who sends a request, as his token says.</summary>
/// <param name="Role">What he is.</param>
/// <param name="Person">Who he is, where the role is a person's.</param>
/// <param name="Email">The claim <c>email</c>; null where it is not given.</param>
public sealed record Caller(Role Role, PersonId? Person, string? Email)
{
    private static readonly object Key = new();

    /// <summary>The session that his token belongs to; null where it belongs to none.</summary>
    public SessionId? Session { get; init; }

    /// <summary>The name under which his command ids are kept: his uuid, or the role's name.</summary>
    public string Name { get; } = Person?.ToString() ?? Role.Of();

    /// <summary>The caller of a request that has passed the gate.</summary>
    public static Caller Of(HttpContext context) =>
        context.Items[Key] as Caller ?? throw new ProblemException(Problems.NoToken());

    /// <summary>The person that he is.</summary>
    public PersonId Self() => Person ?? throw new ProblemException(Problems.NotForThisRole(Role));

    /// <summary>
    /// For whom a command acts: himself, or, where an importer acts, the person that the request names. Anybody else
    /// who names another than himself is refused.
    /// </summary>
    /// <param name="named">The request's field <c>from</c>.</param>
    public PersonId ActsFor(PersonId? named)
    {
        if (Role == Role.Importer)
        {
            return named ?? throw new ProblemException(Problems.Invalid("from", "An importer says for whom he acts."));
        }

        var self = Self();
        return named is null || named == self ? self : throw new ProblemException(Problems.ImporterOnly("from"));
    }

    /// <summary>The time that an importer names; anybody else who names one is refused.</summary>
    public DateTimeOffset? Dates(DateTimeOffset? occurredAt) => occurredAt is null || Role == Role.Importer
        ? occurredAt
        : throw new ProblemException(Problems.ImporterOnly("occurred_at"));

    /// <summary>Puts the caller where <see cref="Of"/> finds him.</summary>
    internal void Enter(HttpContext context) => context.Items[Key] = this;
}
