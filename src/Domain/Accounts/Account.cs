using HotMess.Domain.Kernel;

namespace HotMess.Domain.Accounts;

/// <summary>What verbs need to know of one person.</summary>
/// <param name="Person">Null while there is no such account.</param>
/// <param name="EmailStream">The stream that reserves his address.</param>
/// <param name="Erased">True for good once the person was erased.</param>
public sealed record Account(PersonId? Person, string? EmailStream, bool Erased) : IFolded<Account>
{
    /// <summary>The password that holds; null where he has none.</summary>
    public PasswordId? Password { get; init; }

    /// <summary>True where he came with a shown name.</summary>
    public bool IsNamed { get; init; }

    /// <summary>On whose word he came; null where he does not say.</summary>
    public PersonId? Referrer { get; init; }

    /// <inheritdoc />
    public static string StreamType => AccountEvents.Account;

    /// <inheritdoc />
    public static Account Initial { get; } = new(null, null, false);

    /// <summary>True where the person can act and be acted upon.</summary>
    public bool IsPresent => Person is not null && !Erased;

    /// <inheritdoc />
    public static Account Evolve(Account state, object @event) => @event switch
    {
        PersonRegistered e => new Account(e.Person, e.EmailStream, false)
        {
            IsNamed = e.DisplayName is not null,
        },
        PasswordSet e => state with { Password = e.Password },
        PersonReferred e => state with { Referrer = e.Referrer },
        PersonErased => state with { EmailStream = null, Erased = true, Password = null },
        _ => throw new UnknownEventException(typeof(Account), @event),
    };
}
