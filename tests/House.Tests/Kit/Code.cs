using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HotMess.House.Tests.Kit;

/// <summary>Parsed source files.</summary>
internal static class Code
{
    /// <summary>The syntax of one file.</summary>
    public static SyntaxNode Parse(string file) => CSharpSyntaxTree.ParseText(Tree.Read(file)).GetRoot();

    /// <summary>
    /// Names used anywhere in a file's code, with the name before the dot where there is one: <c>Guid.NewGuid</c>.
    /// </summary>
    public static IEnumerable<(string Name, int Line)> Names(string file)
    {
        foreach (var node in Parse(file).DescendantNodes())
        {
            var name = node switch
            {
                MemberAccessExpressionSyntax access => $"{LastName(access.Expression)}.{access.Name.Identifier.Text}",
                IdentifierNameSyntax identifier => identifier.Identifier.Text,
                GenericNameSyntax generic => generic.Identifier.Text,
                _ => null,
            };
            if (name is not null)
            {
                yield return (name, LineOf(node));
            }
        }
    }

    /// <summary>Every function of a file: its name, its lines, and those of its body that are not blank.</summary>
    public static IEnumerable<(string Name, int Lines, int Body)> Functions(string file) => Parse(file)
        .DescendantNodes()
        .Where(n => n is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax)
        .Select(n => (NameOf(n), Lines(n.ToString()), Lines(BodyOf(n))));

    /// <summary>Counted from 1.</summary>
    public static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    private static int Lines(string text) => text.Split('\n').Count(line => !string.IsNullOrWhiteSpace(line));

    private static string BodyOf(SyntaxNode node) =>
        node.ChildNodes().OfType<BlockSyntax>().FirstOrDefault()?.Statements.ToFullString() ?? node.ToString();

    private static string LastName(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax identifier => identifier.Identifier.Text,
        MemberAccessExpressionSyntax access => access.Name.Identifier.Text,
        PredefinedTypeSyntax type => type.Keyword.Text,
        _ => "",
    };

    private static string NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        LocalFunctionStatementSyntax function => function.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        _ => node.Kind().ToString(),
    };
}
