using HotMess.Integrations.Postgres;
using HotMess.Testing;
using Npgsql;
using Shouldly;
using Xunit;

namespace HotMess.EventLog.Tests.Setup;

public sealed class MigrationsTests
{
    [Fact]
    public async Task A_second_run_applies_nothing()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var owner = database.OpenOwner();

        (await Migrations.ApplyAsync(owner)).ShouldBe(Migrations.All.Count);
        (await Migrations.ApplyAsync(owner)).ShouldBe(0);
    }

    [Fact]
    public async Task Four_processes_at_once_apply_each_file_once()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var owner = database.OpenOwner();

        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrations.ApplyAsync(owner)));

        applied.Sum().ShouldBe(Migrations.All.Count);
    }

    [Fact]
    public async Task A_file_that_changed_after_it_was_applied_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("update public.hotmess_migrations set sha256 = '\\x00' where name like '0001%'");
        await using var owner = database.OpenOwner();

        await Should.ThrowAsync<MigrationException>(() => Migrations.ApplyAsync(owner));
    }

    [Fact]
    public async Task Two_servers_of_one_database_share_its_secrets_and_log_in_as_the_roles()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var one = await database.OpenAsync();
        await using var other = await database.OpenAsync();

        one.Secrets.Jwt.ShouldBe(other.Secrets.Jwt);
        one.Secrets.Master.Length.ShouldBe(32);
        await using var command = one.App.CreateCommand("select current_user::text");
        (await command.ExecuteScalarAsync()).ShouldBe("hotmess_app");
        await using var secrets = one.App.CreateCommand("select count(*) from keys.secrets");
        (await Should.ThrowAsync<PostgresException>(() => secrets.ExecuteScalarAsync())).SqlState.ShouldBe("42501");
    }

    [Fact]
    public async Task Another_master_key_than_the_first_is_refused_before_anything_is_sealed()
    {
        await using var database = await TestDatabase.CreateAsync();
        await (await database.OpenAsync()).DisposeAsync();
        await database.ExecuteAsync("update keys.secrets set value = sha256(value) where name = 'master'");

        var refused = await Should.ThrowAsync<FormatException>(() => database.OpenAsync());
        refused.Message.ShouldContain("HOTMESS_MASTER_KEY");
    }

    [Theory]
    [InlineData("postgresql://u:p%40ss@db.test:5433/my%20db?sslmode=require", "db.test", 5433, "u", "p@ss", "my db")]
    [InlineData("postgres://localhost/x", "localhost", 5432, null, null, "x")]
    [InlineData("postgresql://u@/x?host=/run/pg&port=5444", "/run/pg", 5444, "u", null, "x")]
    [InlineData("Host=h;Port=1;Username=u;Password=p;Database=d", "h", 1, "u", "p", "d")]
    public void Both_forms_of_a_connection_string_are_read(
        string text, string host, int port, string? user, string? password, string database)
    {
        var settings = PostgresUri.Parse(text);

        (settings.Host, settings.Port, settings.Username, settings.Password, settings.Database)
            .ShouldBe((host, port, user, password, database));
        var again = PostgresUri.Parse(PostgresUri.Format(settings));
        (again.Host, again.Port, again.Username, again.Password, again.Database)
            .ShouldBe((host, port, user, password, database));
    }

    [Theory]
    [InlineData("postgresql://u:pw@db.test:secret/x")]
    [InlineData("postgresql://u:pw@db.test:99999/x")]
    [InlineData("postgresql://u:pw@db.test/x?sslmode=secret")]
    [InlineData("postgresql://u:pw@db.test/x?channel_binding=secret")]
    [InlineData("postgresql://u:pw@db.test/x?connect_timeout=secret")]
    [InlineData("postgresql://u:pw@db.test/x?colour=secret")]
    [InlineData("nonsense")]
    [InlineData("Host=db.test;Colour=secret")]
    public void What_is_no_connection_string_is_refused_without_showing_it(string text) =>
        Should.Throw<FormatException>(() => PostgresUri.Parse(text)).Message.ShouldNotContain("secret");
}
