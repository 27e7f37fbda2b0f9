using System.Globalization;
using System.Text;
using Npgsql;

namespace HotMess.Integrations.Postgres;

/// <summary>
/// Reads and writes <c>postgresql://</c> URIs, as psql takes them, for Npgsql, which has a form of its own.
/// </summary>
public static class PostgresUri
{
    private const int DefaultPort = 5432;

    /// <summary>Settings from a URI or from Npgsql's own form.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        if (!text.StartsWith("postgres://", StringComparison.Ordinal)
            && !text.StartsWith("postgresql://", StringComparison.Ordinal))
        {
            return FromKeywords(text);
        }

        var settings = new NpgsqlConnectionStringBuilder();
        var rest = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var query = rest.IndexOf('?', StringComparison.Ordinal);
        var parameters = query < 0 ? "" : rest[(query + 1)..];
        rest = query < 0 ? rest : rest[..query];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0)
        {
            settings.Database = Unescape(rest[(slash + 1)..]);
            rest = rest[..slash];
        }

        var at = rest.LastIndexOf('@');
        if (at >= 0)
        {
            var user = rest[..at].Split(':', 2);
            settings.Username = Unescape(user[0]);
            settings.Password = user.Length > 1 ? Unescape(user[1]) : null;
            rest = rest[(at + 1)..];
        }

        TakeHost(settings, rest);
        foreach (var parameter in parameters.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            TakeParameter(settings, parameter);
        }

        return settings;
    }

    /// <summary>The same server as a URI that psql takes as it is; pool settings and the like are left out.</summary>
    public static string Format(NpgsqlConnectionStringBuilder settings)
    {
        var uri = new StringBuilder("postgresql://");
        if (!string.IsNullOrEmpty(settings.Username))
        {
            uri.Append(Uri.EscapeDataString(settings.Username));
            if (!string.IsNullOrEmpty(settings.Password))
            {
                uri.Append(':').Append(Uri.EscapeDataString(settings.Password));
            }

            uri.Append('@');
        }

        var socket = settings.Host?.StartsWith('/') == true;
        uri.Append(socket ? "" : settings.Host);
        uri.Append(CultureInfo.InvariantCulture, $":{settings.Port}/{Uri.EscapeDataString(settings.Database ?? "")}");
        var separator = '?';
        if (socket)
        {
            uri.Append(separator).Append("host=").Append(Uri.EscapeDataString(settings.Host!));
            separator = '&';
        }

        if (settings.SslMode != SslMode.Prefer)
        {
            uri.Append(separator).Append("sslmode=").Append(NameOf(settings.SslMode));
        }

        return uri.ToString();
    }

    private static NpgsqlConnectionStringBuilder FromKeywords(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text);
        }
        catch (ArgumentException e)
        {
            throw new FormatException("Neither a postgresql:// URI nor Npgsql's form: " + e.Message, e);
        }
    }

    private static void TakeHost(NpgsqlConnectionStringBuilder settings, string hostAndPort)
    {
        var colon = hostAndPort.LastIndexOf(':');
        var bracket = hostAndPort.LastIndexOf(']');
        var host = colon > bracket ? hostAndPort[..colon] : hostAndPort;
        settings.Host = host.Length == 0 ? "localhost" : Unescape(host.Trim('[', ']'));
        settings.Port = colon > bracket && colon + 1 < hostAndPort.Length
            ? Number("port", hostAndPort[(colon + 1)..])
            : DefaultPort;
    }

    private static void TakeParameter(NpgsqlConnectionStringBuilder settings, string parameter)
    {
        var pair = parameter.Split('=', 2);
        var value = pair.Length > 1 ? Unescape(pair[1]) : "";
        switch (pair[0])
        {
            case "host":
                settings.Host = value;
                break;
            case "port":
                settings.Port = Number("port", value);
                break;
            case "user":
                settings.Username = value;
                break;
            case "password":
                settings.Password = value;
                break;
            case "dbname":
                settings.Database = value;
                break;
            case "sslmode":
                var name = value.Replace("-", "", StringComparison.Ordinal);
                settings.SslMode = Enum.TryParse<SslMode>(name, ignoreCase: true, out var mode)
                    ? mode
                    : throw new FormatException("The URI's sslmode is not known.");
                break;
            case "channel_binding":
                settings.ChannelBinding = Enum.TryParse<ChannelBinding>(value, ignoreCase: true, out var binding)
                    ? binding
                    : throw new FormatException("The URI's channel_binding is not known.");
                break;
            case "sslrootcert":
                settings.RootCertificate = value;
                break;
            case "application_name":
                settings.ApplicationName = value;
                break;
            case "connect_timeout":
                settings.Timeout = Number("connect_timeout", value);
                break;
            case "options":
                settings.Options = value;
                break;
            default:
                throw new FormatException($"The URI's parameter '{pair[0]}' is not known.");
        }
    }

    private static string NameOf(SslMode mode) => mode switch
    {
        SslMode.VerifyCA => "verify-ca",
        SslMode.VerifyFull => "verify-full",
        _ => mode.ToString().ToLowerInvariant(),
    };

    // What is no number may be a part of a password that was not escaped, so it is not shown.
    private static int Number(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number <= ushort.MaxValue
            ? number
            : throw new FormatException($"The URI's {name} is no number up to {ushort.MaxValue}.");

    private static string Unescape(string text) => Uri.UnescapeDataString(text);
}
