namespace HotMess.Projections.Tests.Kit;

/// <summary>What the catalogue says of the read models: everything that a declaration decides.</summary>
internal static class Declared
{
    /// <summary>One text with every table, column, constraint, index, policy, grant and view.</summary>
    public static async Task<string> OfAsync(ProjectionBed bed) =>
        await bed.ScalarAsync<string>(Catalogue) ?? "";

    private const string Catalogue = """
        with part (text) as (
          select concat_ws(' ', 'table', c.oid::regclass, c.relkind, c.reloptions, c.relrowsecurity,
            c.relforcerowsecurity, c.relpersistence, pg_get_userbyid(c.relowner),
            (select string_agg(a::text, ',' order by a::text) from unnest(c.relacl) as a))
          from pg_class as c
          where c.relnamespace in ('read_models'::regnamespace, 'public'::regnamespace, 'v1'::regnamespace)
          union all
          select concat_ws(' ', 'column', a.attrelid::regclass, a.attnum, a.attname,
            format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid))
          from pg_attribute as a
            join pg_class as c on c.oid = a.attrelid and c.relnamespace = 'read_models'::regnamespace
            left join pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
          where a.attnum > 0
          union all
          select concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid))
          from pg_constraint where connamespace = 'read_models'::regnamespace
          union all
          select concat_ws(' ', 'index', indexdef) from pg_indexes where schemaname = 'read_models'
          union all
          select concat_ws(' ', 'policy', tablename, policyname, permissive, roles, cmd, qual, with_check)
          from pg_policies where schemaname = 'read_models'
          union all
          select concat_ws(' ', 'view', schemaname, viewname, definition) from pg_views
          where schemaname in ('public', 'v1')
          union all
          select concat_ws(' ', 'function', oid::regprocedure, proacl) from pg_proc
          where pronamespace in ('read_models'::regnamespace, 'v1'::regnamespace)
        )
        select string_agg(text, e'\n' order by text) from part
        """;
}
