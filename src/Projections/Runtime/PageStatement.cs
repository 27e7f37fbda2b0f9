using System.Data.Common;
using HotMess.Integrations.Postgres;
using Npgsql;
using NpgsqlTypes;
using Weasel.Core;
using Weasel.Storage;

namespace HotMess.Projections.Runtime;

/// <summary>A parameter of a page's statement: <c>$1</c> is the first.</summary>
public readonly record struct PageParameter(object Value, NpgsqlDbType Type)
{
    /// <summary>One uuid per row.</summary>
    public static PageParameter Of(Guid[] values) => new(values, NpgsqlDbType.Array | NpgsqlDbType.Uuid);

    /// <summary>One text or null per row.</summary>
    public static PageParameter Of(string?[] values) => new(values, NpgsqlDbType.Array | NpgsqlDbType.Text);

    /// <summary>One whole number per row.</summary>
    public static PageParameter Of(long[] values) => new(values, NpgsqlDbType.Array | NpgsqlDbType.Bigint);

    /// <summary>One truth per row.</summary>
    public static PageParameter Of(bool[] values) => new(values, NpgsqlDbType.Array | NpgsqlDbType.Boolean);

    /// <summary>One instant in UTC per row.</summary>
    public static PageParameter Of(DateTime[] values) => new(values, NpgsqlDbType.Array | NpgsqlDbType.TimestampTz);

    /// <summary>One whole number.</summary>
    public static PageParameter Of(long value) => new(value, NpgsqlDbType.Bigint);

    /// <summary>One text.</summary>
    public static PageParameter Of(string value) => new(value, NpgsqlDbType.Text);

    /// <summary>As a command of Npgsql's takes it.</summary>
    internal NpgsqlParameter ToNpgsql() => new() { Value = Value, NpgsqlDbType = Type };
}

/// <summary>One statement of a page that answers with no row.</summary>
/// <param name="sql">Refers to its parameters by number.</param>
/// <param name="parameters">In that order.</param>
public sealed class PageStatement(string sql, params PageParameter[] parameters)
    : PageOperation(sql, parameters), NoDataReturnedCall;

/// <summary>What a page does, run in the transaction that moves the projection's position.</summary>
/// <param name="sql">Refers to its parameters by number.</param>
/// <param name="parameters">In that order.</param>
public abstract class PageOperation(string sql, params PageParameter[] parameters)
    : Marten.Internal.Operations.IStorageOperation
{
    /// <inheritdoc />
    public Type DocumentType => typeof(PageOperation);

    /// <inheritdoc />
    public void ConfigureCommand(Weasel.Postgresql.ICommandBuilder builder, IStorageSession session)
    {
        // The builder writes a number for each parameter it takes; the statement has its own, so these stand in a
        // comment.
        builder.Append("/* ");
        foreach (var parameter in parameters)
        {
            builder.AppendParameter(parameter.Value, parameter.Type);
            builder.Append(' ');
        }

        builder.Append("*/ ");
        builder.Append(sql);
    }

    /// <inheritdoc />
    public Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token) =>
        FailPoints.AreWatched ? FailPoints.PassAsync(FailPoint.InPage).AsTask() : Task.CompletedTask;

    /// <inheritdoc />
    public OperationRole Role() => OperationRole.Other;

    /// <summary>The same statement as a command of a batch of our own.</summary>
    internal NpgsqlBatchCommand ToCommand() => ToCommand(text => text);

    /// <summary>The same with its text rewritten.</summary>
    internal NpgsqlBatchCommand ToCommand(Func<string, string> rewrite)
    {
        var command = new NpgsqlBatchCommand(rewrite(sql));
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter.ToNpgsql());
        }

        return command;
    }
}
