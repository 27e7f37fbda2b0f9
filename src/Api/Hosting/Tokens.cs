using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using HotMess.Domain.Kernel;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace HotMess.Api.Hosting;

/// <summary>
/// The server's tokens: JWS compact, HS256 and nothing else. A signature is checked once and remembered until the token
/// expires.
/// </summary>
public sealed class Tokens
{
    /// <summary>Longer tokens are refused unread, in characters.</summary>
    public const int MaxLength = 4096;

    /// <summary>The only audience.</summary>
    public const string Audience = "authenticated";

    /// <summary>The only issuer.</summary>
    public const string Issuer = "hotmess";

    /// <summary>How long a session's token holds; what supabase-js expects.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(3600);

    /// <summary>How far another machine's clock may run ahead (claims nbf and iat).</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(60);

    private const int Remembered = 20_000;

    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private readonly JsonWebTokenHandler handler = new() { MaximumTokenSizeInBytes = MaxLength };
    private readonly SigningCredentials credentials;
    private readonly TokenValidationParameters signatureOnly;
    private readonly TimeProvider clock;
    private readonly RecentCache<string, Verified> verified = new(Remembered, StringComparer.Ordinal);

    /// <summary>Tokens signed with one secret.</summary>
    /// <param name="secret">At least 32 bytes.</param>
    /// <param name="clock">For exp and nbf.</param>
    public Tokens(byte[] secret, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(secret.Length, 32, nameof(secret));
        var key = new SymmetricSecurityKey(secret);
        this.clock = clock;
        credentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256);
        signatureOnly = new TokenValidationParameters
        {
            IssuerSigningKey = key,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            RequireSignedTokens = true,
            TryAllIssuerSigningKeys = true,
            ValidateLifetime = false,
            ValidateIssuer = false,
            ValidateAudience = false,
        };
    }

    /// <summary>A token of a session, and when it expires.</summary>
    public (string Token, DateTimeOffset Expires) MakeFor(PersonId person, string? email, SessionId session)
    {
        var now = clock.GetUtcNow();
        var token = Make(Role.Authenticated, person, email, Lifetime, session, now);
        return (token, DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()) + Lifetime);
    }

    /// <summary>A token that this server accepts, and that nothing but its time ends.</summary>
    /// <param name="role">What its bearer is.</param>
    /// <param name="person">Who he is; needed where the role is a person's.</param>
    /// <param name="email">The claim email, or null.</param>
    /// <param name="lifetime">From now on.</param>
    public string Make(Role role, PersonId? person, string? email, TimeSpan lifetime) =>
        Make(role, person, email, lifetime, null, clock.GetUtcNow());

    private string Make(
        Role role, PersonId? person, string? email, TimeSpan lifetime, SessionId? session, DateTimeOffset at)
    {
        var now = at.ToUnixTimeSeconds();
        var claims = new Dictionary<string, object>
        {
            ["iss"] = Issuer,
            ["aud"] = Audience,
            ["role"] = role.Of(),
            ["iat"] = now,
            ["exp"] = now + (long)lifetime.TotalSeconds,
        };
        if (person is { } id)
        {
            claims["sub"] = id.ToString();
        }

        if (email is not null)
        {
            claims["email"] = email;
        }

        if (session is { } opened)
        {
            claims["session_id"] = opened.ToString();
        }

        return handler.CreateToken(JsonSerializer.Serialize(claims), credentials);
    }

    /// <summary>Whose token it is, or null where it does not hold.</summary>
    public ValueTask<Caller?> VerifyAsync(string token)
    {
        if (verified.TryGet(token, out var known))
        {
            return ValueTask.FromResult(known.Expires > clock.GetUtcNow().ToUnixTimeSeconds() ? known.Caller : null);
        }

        return token.Length > MaxLength ? ValueTask.FromResult<Caller?>(null) : CheckAsync(token);
    }

    private async ValueTask<Caller?> CheckAsync(string token)
    {
        if (!IsCanonical(token) || ReadUnsigned(token) is not { } found)
        {
            return null;
        }

        var result = await handler.ValidateTokenAsync(token, signatureOnly);
        if (!result.IsValid)
        {
            return null;
        }

        verified.Set(token, found);
        return found.Caller;
    }

    /// <summary>True where the same bytes cannot be written in another way: no padding, no spare bits.</summary>
    private static bool IsCanonical(string token)
    {
        var bytes = new byte[token.Length];
        foreach (var segment in token.Split('.'))
        {
            if (segment.AsSpan().ContainsAnyExcept(Alphabet)
                || Base64Url.DecodeFromChars(segment, bytes, out _, out var length) != OperationStatus.Done
                || Base64Url.EncodeToString(bytes.AsSpan(0, length)) != segment)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What it says, whoever signed it; null where it could not hold.</summary>
    private Verified? ReadUnsigned(string token)
    {
        try
        {
            return HeaderHolds(token) && ReadPart(token, 1) is { } payload ? Read(payload) : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, escaped: JSON that no text can be made of.
            return null;
        }
    }

    private static bool HeaderHolds(string token)
    {
        if (ReadPart(token, 0) is not { } header || Text(header, "alg") != SecurityAlgorithms.HmacSha256)
        {
            return false;
        }

        foreach (var property in header.EnumerateObject())
        {
            if (property.Name is not ("alg" or "typ" or "kid"))
            {
                return false;
            }
        }

        return !header.TryGetProperty("typ", out _) || Text(header, "typ") == "JWT";
    }

    private Verified? Read(JsonElement claims)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        if (Seconds(claims, "exp") is not { } expires || expires <= now
            || (claims.TryGetProperty("nbf", out _) && !(Seconds(claims, "nbf") <= now + ClockSkew.TotalSeconds))
            || (claims.TryGetProperty("iat", out _) && !(Seconds(claims, "iat") <= now + ClockSkew.TotalSeconds))
            || (claims.TryGetProperty("iss", out _) && Text(claims, "iss") != Issuer)
            || (claims.TryGetProperty("aud", out _) && Text(claims, "aud") != Audience)
            || !RoleNames.TryParse(Text(claims, "role"), out var role))
        {
            return null;
        }

        PersonId? person = null;
        if (role.IsPerson())
        {
            if (!Guid.TryParseExact(Text(claims, "sub"), "D", out var id))
            {
                return null;
            }

            person = new PersonId(id);
        }

        SessionId? session = null;
        if (claims.TryGetProperty("session_id", out _))
        {
            if (person is null || !Guid.TryParseExact(Text(claims, "session_id"), "D", out var id))
            {
                return null;
            }

            session = new SessionId(id);
        }

        return new Verified(new Caller(role, person, Text(claims, "email")) { Session = session }, expires);
    }

    private static JsonElement? ReadPart(string token, int part)
    {
        var segments = token.Split('.');
        if (segments.Length != 3 || Array.Exists(segments, segment => segment.Length == 0))
        {
            return null;
        }

        try
        {
            var bytes = Base64Url.DecodeFromChars(segments[part]);
            var strict = new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 4 };
            using var document = JsonDocument.Parse(bytes, strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Seconds(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out var seconds)
            ? seconds
            : null;

    private readonly record struct Verified(Caller Caller, long Expires);
}
