namespace HotMess.Projections.Runtime.Tables;

/// <summary>
/// Who may read a row: an expression over the row, the caller's claims and named relations. It is written once per
/// table and compiled, so that every face that shows the row asks the same question.
/// </summary>
public abstract record Right
{
    private Right()
    {
    }

    /// <summary>Everyone who is signed in.</summary>
    public static Right SignedIn { get; } = new Always();

    /// <summary>The column holds the caller's id.</summary>
    public static Right IsCaller(string column) => new CallerIs(column);

    /// <summary>The column's value is one of those that the relation gives the caller.</summary>
    public static Right In(string column, Relation relation) => new Related(column, relation);

    /// <summary>
    /// The same for a table that is only ever read by another condition: looked up row by row. Where an index served
    /// it, each row of a join would sort the relation's keys again.
    /// </summary>
    public static Right InLooked(string column, Relation relation) => new Looked(column, relation);

    /// <summary>The column's array holds the caller's id.</summary>
    public static Right HasCaller(string column) => new CallerAmong(column);

    /// <summary>The column's value is none of those that the relation gives the caller.</summary>
    public static Right NotIn(string column, Relation relation) => new Unrelated(column, relation);

    /// <summary>The column differs from a fixed text.</summary>
    public static Right IsNot(string column, string value) => new Differs(column, value);

    /// <summary>The column is true.</summary>
    public static Right Holds(string column) => new IsTrue(column);

    /// <summary>Both.</summary>
    public static Right operator &(Right left, Right right) => new All(left, right);

    /// <summary>Either.</summary>
    public static Right operator |(Right left, Right right) => new Any(left, right);

    /// <summary>Always true.</summary>
    public sealed record Always : Right;

    /// <summary>The column holds the caller's id.</summary>
    public sealed record CallerIs(string Column) : Right;

    /// <summary>The column's value is one of the relation's.</summary>
    public sealed record Related(string Column, Relation Relation) : Right;

    /// <summary>The column's value is one of the relation's, looked up row by row.</summary>
    public sealed record Looked(string Column, Relation Relation) : Right;

    /// <summary>The column's array holds the caller's id.</summary>
    public sealed record CallerAmong(string Column) : Right;

    /// <summary>The column's value is none of the relation's.</summary>
    public sealed record Unrelated(string Column, Relation Relation) : Right;

    /// <summary>The column differs from a fixed text.</summary>
    public sealed record Differs(string Column, string Value) : Right;

    /// <summary>The column is true.</summary>
    public sealed record IsTrue(string Column) : Right;

    /// <summary>Both.</summary>
    public sealed record All(Right Left, Right Right) : Right;

    /// <summary>Either.</summary>
    public sealed record Any(Right Left, Right Right) : Right;
}

/// <summary>A set of keys that belongs to the caller, e.g. the threads that he takes part in.</summary>
/// <param name="Name">Of the function in <c>read_models</c> that gives it as an array, without arguments.</param>
/// <param name="KeyType">The SQL type of a key.</param>
public sealed record Relation(string Name, string KeyType);
