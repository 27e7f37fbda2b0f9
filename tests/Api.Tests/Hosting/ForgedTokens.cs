using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HotMess.Api.Hosting;

namespace HotMess.Api.Tests.Hosting;

/// <summary>
/// Tokens that must open nothing, by what is wrong with them; each is made from a good one, with the server's own
/// secret where it does not say otherwise.
/// </summary>
internal static class ForgedTokens
{
    public const string Header = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
    public const string Sub = "0190c1b0-0000-7000-8000-000000000001";

    /// <summary>From the server's secret.</summary>
    public static Dictionary<string, Func<byte[], string>> All { get; } = new()
    {
        ["nothing"] = _ => "",
        ["garbage"] = _ => "garbage",
        ["two parts"] = key => string.Join('.', Sign(key, Header, Payload).Split('.')[..2]),
        ["four parts"] = key => Sign(key, Header, Payload) + ".AAAA",
        ["an empty signature"] = key => string.Join('.', Sign(key, Header, Payload).Split('.')[..2]) + ".",
        ["alg none"] = _ => Part("{\"alg\":\"none\"}") + "." + Part(Payload) + ".",
        ["alg none, signed"] = key => Sign(key, "{\"alg\":\"none\"}", Payload),
        ["alg None, signed"] = key => Sign(key, "{\"alg\":\"None\"}", Payload),
        ["alg HS384"] = key => Sign(key, "{\"alg\":\"HS384\"}", Payload, HMACSHA384.HashData),
        ["alg HS512"] = key => Sign(key, "{\"alg\":\"HS512\"}", Payload, HMACSHA512.HashData),
        ["alg RS256 over the secret"] = key => Sign(key, "{\"alg\":\"RS256\"}", Payload),
        ["no alg"] = key => Sign(key, "{\"typ\":\"JWT\"}", Payload),
        ["alg twice"] = key => Sign(key, "{\"alg\":\"HS256\",\"alg\":\"none\"}", Payload),
        ["another secret"] = _ => Sign(new byte[32], Header, Payload),
        ["an empty secret"] = _ => Sign([], Header, Payload),
        ["a changed payload"] = key =>
            Swap(Sign(key, Header, Payload), Part(Payload.Replace("0001", "0002", StringComparison.Ordinal))),
        ["a changed signature"] = key => Sign(key, Header, Payload)[..^4] + "AAAA",
        ["crit"] = key => Sign(key, "{\"alg\":\"HS256\",\"crit\":[\"exp\"]}", Payload),
        ["its own key (jwk)"] = key =>
            Sign(key, "{\"alg\":\"HS256\",\"jwk\":{\"kty\":\"oct\",\"k\":\"AAAA\"}}", Payload),
        ["a key set's address (jku)"] = key =>
            Sign(key, "{\"alg\":\"HS256\",\"jku\":\"http://127.0.0.1/keys\"}", Payload),
        ["a certificate (x5c)"] = key => Sign(key, "{\"alg\":\"HS256\",\"x5c\":[\"AAAA\"]}", Payload),
        ["another typ"] = key => Sign(key, "{\"alg\":\"HS256\",\"typ\":\"at+jwt\"}", Payload),
        ["an encrypted one"] = key => Sign(key, "{\"alg\":\"dir\",\"enc\":\"A128CBC-HS256\"}", Payload),
        ["expired"] = key => With(key, new { sub = Sub, role = "authenticated", exp = Now - 1 }),
        ["no exp"] = key => With(key, new { sub = Sub, role = "authenticated" }),
        ["exp as a text"] = key =>
            With(key, new { sub = Sub, role = "authenticated", exp = $"{Now + 600}" }),
        ["not yet"] = key => With(key, new { sub = Sub, role = "authenticated", exp = Now + 600, nbf = Now + 120 }),
        ["made in the future"] = key =>
            With(key, new { sub = Sub, role = "authenticated", exp = Now + 600, iat = Now + 120 }),
        ["an unknown role"] = key => With(key, new { sub = Sub, role = "postgres", exp = Now + 600 }),
        ["a role of two"] = key =>
            With(key, new { sub = Sub, role = new[] { "authenticated", "service_role" }, exp = Now + 600 }),
        ["no role"] = key => With(key, new { sub = Sub, exp = Now + 600 }),
        ["role twice"] = key => Sign(
            key, Header, $"{{\"sub\":\"{Sub}\",\"role\":\"anon\",\"role\":\"authenticated\",\"exp\":{Now + 600}}}"),
        ["a person without sub"] = key => With(key, new { role = "authenticated", exp = Now + 600 }),
        ["a sub that is no id"] = key => With(key, new { sub = "me", role = "authenticated", exp = Now + 600 }),
        ["another audience"] = key =>
            With(key, new { sub = Sub, role = "authenticated", exp = Now + 600, aud = "other" }),
        ["another issuer"] = key =>
            With(key, new { sub = Sub, role = "authenticated", exp = Now + 600, iss = "other" }),
        ["half a character for an alg"] = key => Sign(key, "{\"alg\":\"\\ud800\"}", Payload),
        ["half a character for a typ"] = key => Sign(key, "{\"alg\":\"HS256\",\"typ\":\"\\udc00\"}", Payload),
        ["half a character for a name"] = key => Sign(key, "{\"alg\":\"HS256\",\"\\ud800\":1}", Payload),
        ["half a character for a role"] = key => Sign(
            key, Header, $"{{\"sub\":\"{Sub}\",\"role\":\"\\ud800\",\"exp\":{Now + 600}}}"),
        ["half a character for a sub"] = key => Sign(
            key, Header, $"{{\"sub\":\"\\ud800\",\"role\":\"authenticated\",\"exp\":{Now + 600}}}"),
        ["half a character for an address"] = key => Sign(
            key,
            Header,
            $"{{\"sub\":\"{Sub}\",\"role\":\"authenticated\",\"email\":\"\\ud800\",\"exp\":{Now + 600}}}"),
        ["a payload that is no object"] = key => Sign(key, Header, "[]"),
        ["a payload that is no JSON"] = key => Sign(key, Header, "role=service_role"),
        ["oversized"] = key => With(
            key, new { sub = Sub, role = "authenticated", exp = Now + 600, email = new string('a', Tokens.MaxLength) }),
        ["a line feed"] = key => Sign(key, Header, Payload) + "\n",
        ["padded"] = key => Sign(key, Header, Payload) + "=",
        ["a padded payload"] = key => Parts(key, (header, payload, signature) => $"{header}.{payload}=.{signature}"),
        ["a space within"] = key => Sign(key, Header, Payload).Insert(10, " "),
        ["a space before"] = key => " " + Sign(key, Header, Payload),
        ["a NUL behind"] = key => Sign(key, Header, Payload) + "\0",
        ["plain base64"] = key => Parts(key, (header, payload, _) => $"{header}.{payload}.++//++//"),
        ["spare bits of the signature"] = key => Spare(Sign(key, Header, Payload)),
        ["a signature cut short"] = key => Sign(key, Header, Payload, (k, text) => HMACSHA256.HashData(k, text)[..31]),
        ["a signature and more"] = key =>
            Sign(key, Header, Payload, (k, text) => [.. HMACSHA256.HashData(k, text), 0]),
        ["a signature of zeros"] = key => Sign(key, Header, Payload, (_, _) => new byte[32]),
        ["a hash without a key"] = key => Sign(key, Header, Payload, (_, text) => SHA256.HashData(text)),
        ["a signature of another token"] = key => Parts(key, (header, payload, _) =>
            $"{header}.{payload}.{Sign(key, Header, Payload + " ").Split('.')[2]}"),
        ["a signature of the payload alone"] = key => Parts(key, (header, payload, _) =>
            $"{header}.{payload}."
            + Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(payload)))),
        ["the secret in hex"] = key => Sign(Encoding.ASCII.GetBytes(Convert.ToHexString(key)), Header, Payload),
        ["the secret in base64"] = key => Sign(Encoding.ASCII.GetBytes(Convert.ToBase64String(key)), Header, Payload),
        ["half of the secret"] = key => Sign(key[..16], Header, Payload),
        ["the service by another secret"] = _ => With(new byte[32], new { role = "service_role", exp = Now + 600 }),
        ["the service without a signature"] = _ =>
            Part(Header) + "." + Part($"{{\"role\":\"service_role\",\"exp\":{Now + 600}}}") + ".",
        ["twice"] = key => Sign(key, Header, Payload) + "." + Sign(key, Header, Payload),
        ["two in one"] = key => Sign(key, Header, Payload) + "," + Sign(key, Header, Payload),
        ["parts in another order"] = key =>
            Parts(key, (header, payload, signature) => $"{payload}.{header}.{signature}"),
        ["an empty header"] = key => Parts(key, (_, payload, signature) => $".{payload}.{signature}"),
        ["an empty payload"] = key => Parts(key, (header, _, signature) => $"{header}..{signature}"),
        ["only dots"] = _ => "..",
        ["alg hs256"] = key => Sign(key, "{\"alg\":\"hs256\",\"typ\":\"JWT\"}", Payload),
        ["alg as a list"] = key => Sign(key, "{\"alg\":[\"HS256\"]}", Payload),
        ["alg null"] = key => Sign(key, "{\"alg\":null}", Payload),
        ["alg with a space"] = key => Sign(key, "{\"alg\":\"HS256 \"}", Payload),
        ["alg twice, the second escaped"] = key =>
            Sign(key, "{\"alg\":\"HS256\",\"\\u0061lg\":\"none\"}", Payload),
        ["ALG"] = key => Sign(key, "{\"ALG\":\"HS256\"}", Payload),
        ["alg ES256"] = key => Sign(key, "{\"alg\":\"ES256\"}", Payload),
        ["alg EdDSA"] = key => Sign(key, "{\"alg\":\"EdDSA\"}", Payload),
        ["a payload that is not encoded (b64)"] = key =>
            Sign(key, "{\"alg\":\"HS256\",\"b64\":false,\"crit\":[\"b64\"]}", Payload),
        ["a certificate's address (x5u)"] = key =>
            Sign(key, "{\"alg\":\"HS256\",\"x5u\":\"http://127.0.0.1/cert\"}", Payload),
        ["a compressed one (zip)"] = key => Sign(key, "{\"alg\":\"HS256\",\"zip\":\"DEF\"}", Payload),
        ["a token in a token (cty)"] = key => Sign(key, "{\"alg\":\"HS256\",\"cty\":\"JWT\"}", Payload),
        ["typ as a number"] = key => Sign(key, "{\"alg\":\"HS256\",\"typ\":1}", Payload),
        ["a header with a comment"] = key => Sign(key, "{\"alg\":\"HS256\"/**/}", Payload),
        ["a header and more"] = key => Sign(key, Header + "{}", Payload),
        ["a payload and more"] = key => Sign(key, Header, Payload + "{}"),
        ["a payload after a mark of order"] = key => Sign(key, Header, "\uFEFF" + Payload),
        ["a payload in UTF-16"] = key => SignParts(
            key, Part(Header), Base64Url.EncodeToString(Encoding.Unicode.GetBytes(Payload)), HMACSHA256.HashData),
        ["a payload that is no UTF-8"] = key => SignParts(
            key, Part(Header), Base64Url.EncodeToString([.. "{\"a\":\""u8, 0xFF, .. "\"}"u8]), HMACSHA256.HashData),
        ["a payload too deep"] = key =>
            Sign(key, Header, Payload.Replace("}", ",\"a\":[[[[[[1]]]]]]}", StringComparison.Ordinal)),
        ["exp zero"] = key => With(key, new { sub = Sub, role = "authenticated", exp = 0 }),
        ["exp below zero"] = key => With(key, new { sub = Sub, role = "authenticated", exp = -1 }),
        ["exp as a fraction"] = key => With(key, new { sub = Sub, role = "authenticated", exp = Now + 600.5 }),
        ["exp without end"] = key => Sign(
            key, Header, $"{{\"sub\":\"{Sub}\",\"role\":\"authenticated\",\"exp\":1e400}}"),
        ["exp true"] = key => With(key, new { sub = Sub, role = "authenticated", exp = true }),
        ["exp null"] = key => Sign(key, Header, $"{{\"sub\":\"{Sub}\",\"role\":\"authenticated\",\"exp\":null}}"),
        ["nbf as a text"] = key => With(key, new { sub = Sub, role = "authenticated", exp = Now + 600, nbf = "0" }),
        ["iat as a list"] = key =>
            With(key, new { sub = Sub, role = "authenticated", exp = Now + 600, iat = new[] { Now } }),
        ["an audience of two"] = key =>
            With(key, new { sub = Sub, role = "authenticated", exp = Now + 600, aud = new[] { "authenticated", "x" } }),
        ["an issuer as a list"] = key =>
            With(key, new { sub = Sub, role = "authenticated", exp = Now + 600, iss = new[] { "hotmess" } }),
        ["a role in capitals"] = key => With(key, new { sub = Sub, role = "AUTHENTICATED", exp = Now + 600 }),
        ["a role with a foreign letter"] = key =>
            With(key, new { sub = Sub, role = "\u0430uthenticated", exp = Now + 600 }),
        ["a role with a NUL"] = key => With(key, new { sub = Sub, role = "authenticated\0", exp = Now + 600 }),
        ["a role as a number"] = key => With(key, new { sub = Sub, role = 2, exp = Now + 600 }),
        ["role twice, the second escaped"] = key => Sign(
            key, Header,
            $"{{\"sub\":\"{Sub}\",\"role\":\"anon\",\"r\\u006fle\":\"authenticated\",\"exp\":{Now + 600}}}"),
        ["sub twice"] = key => Sign(
            key, Header, Payload.Replace("{", $"{{\"sub\":\"{Guid.Empty}\",", StringComparison.Ordinal)),
        ["a sub in braces"] = key => With(key, new { sub = $"{{{Sub}}}", role = "authenticated", exp = Now + 600 }),
        ["a sub without hyphens"] = key =>
            With(key, new { sub = $"{Guid.Parse(Sub):N}", role = "authenticated", exp = Now + 600 }),
        ["a sub in wide digits"] = key => With(
            key, new { sub = Sub.Replace('0', '\uFF10'), role = "authenticated", exp = Now + 600 }),
        ["a sub as a list"] = key => With(key, new { sub = new[] { Sub }, role = "authenticated", exp = Now + 600 }),
        ["a session that is no id"] = key =>
            With(key, new { sub = Sub, role = "authenticated", exp = Now + 600, session_id = "mine" }),
        ["a session as a number"] = key =>
            With(key, new { sub = Sub, role = "authenticated", exp = Now + 600, session_id = 1 }),
        ["a session null"] = key => Sign(
            key, Header, Payload.Replace("{", "{\"session_id\":null,", StringComparison.Ordinal)),
        ["a session of nobody"] = key => With(key, new { role = "service_role", exp = Now + 600, session_id = Sub }),
    };

    public static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>What a good token says.</summary>
    public static string Payload =>
        JsonSerializer.Serialize(new { sub = Sub, role = "authenticated", aud = "authenticated", exp = Now + 600 });

    public static string With(byte[] key, object claims) => Sign(key, Header, JsonSerializer.Serialize(claims));

    public static string Sign(byte[] key, string header, string payload, Func<byte[], byte[], byte[]>? hash = null) =>
        SignParts(key, Part(header), Part(payload), hash ?? HMACSHA256.HashData);

    private static string SignParts(byte[] key, string header, string payload, Func<byte[], byte[], byte[]> hash)
    {
        var signed = header + "." + payload;
        return signed + "." + Base64Url.EncodeToString(hash(key, Encoding.ASCII.GetBytes(signed)));
    }

    private static string Parts(byte[] key, Func<string, string, string, string> make)
    {
        var parts = Sign(key, Header, Payload).Split('.');
        return make(parts[0], parts[1], parts[2]);
    }

    // The last character of 32 bytes has two bits that no byte needs: the next one has the same bytes.
    private static string Spare(string token)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return token[..^1] + alphabet[alphabet.IndexOf(token[^1], StringComparison.Ordinal) + 1];
    }

    private static string Swap(string token, string payload) =>
        string.Join('.', token.Split('.')[0], payload, token.Split('.')[2]);

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
