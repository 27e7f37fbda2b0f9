using System.Text;
using HotMess.Testing;
using Shouldly;

namespace HotMess.Api.Tests.Kit;

/// <summary>Looks for texts in every row of every table.</summary>
internal static class PlantedText
{
    private const string Tables =
        """
        select array_agg(schemaname || '.' || quote_ident(tablename)) from pg_tables
        where schemaname in ('log', 'keys', 'read_models', 'wolverine', 'public')
        """;

    /// <summary>
    /// By each text the tables in a row of which it stands, as text or as the bytes of UTF-8 or UTF-16.
    /// </summary>
    public static async Task<ILookup<string, string>> FindAsync(
        this TestDatabase database, params IReadOnlyCollection<string> texts)
    {
        var tables = await database.ScalarAsync<string[]>(Tables);
        tables!.Length.ShouldBeGreaterThan(20);
        var forms = texts.SelectMany(FormsOf).ToArray();
        await using var source = database.OpenOwner();
        var found = new List<(string Text, string Table)>();
        foreach (var table in tables)
        {
            await using var command = source.CreateCommand(
                $"select distinct form.text from unnest($1, $2) as form (text, shape) "
                + $"where exists (select from {table} as r where strpos(lower(r::text), lower(form.shape)) > 0)");
            command.Parameters.Add(new() { Value = forms.Select(form => form.Text).ToArray() });
            command.Parameters.Add(new() { Value = forms.Select(form => form.Shape).ToArray() });
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                found.Add((rows.GetString(0), table));
            }
        }

        return found.ToLookup(one => one.Text, one => one.Table, StringComparer.Ordinal);
    }

    private static (string Text, string Shape)[] FormsOf(string text) =>
    [
        (text, text),
        (text, Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text))),
        (text, Convert.ToHexStringLower(Encoding.Unicode.GetBytes(text))),
        (text, Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=')[..^1]),
    ];
}
