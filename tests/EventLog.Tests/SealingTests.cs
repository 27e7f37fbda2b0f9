using System.Security.Cryptography;
using System.Text.Json;
using HotMess.Domain.Kernel;
using HotMess.EventLog.Tests.Kit;
using HotMess.Integrations.Postgres;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Testing;
using Shouldly;
using Xunit;

namespace HotMess.EventLog.Tests;

/// <summary>
/// Sealed texts: readable while the person's key is there, gone with it, and never in the event's own row.
/// </summary>
public sealed class SealingTests(LogFixture fixture) : IClassFixture<LogFixture>
{
    private readonly PersonId person = new(Guid.CreateVersion7());

    [Fact]
    public async Task A_sealed_text_is_read_back_by_the_page_and_stands_nowhere_in_the_clear()
    {
        await using var log = fixture.Open();
        await log.AcceptAsync(Notes.Secret("clear", person, "a most telling text", first: true));
        await log.AcceptAsync(Notes.Write("clear", "plain"));

        var opened = await fixture.Sealing().OpenAsync(await PageAsync("clear"), default);

        opened[0].ShouldBeOfType<SecretWritten>().Text!.Text.ShouldBe("a most telling text");
        opened[1].ShouldBeOfType<NoteWritten>();
        (await fixture.Database.ScalarAsync<long>(
            """
            select (select count(*) from log.mt_events where data::text like '%telling%')
              + (select count(*) from log.sealed_fields where position('telling'::bytea in envelope) > 0)
            """)).ShouldBe(0);
    }

    [Fact]
    public async Task An_erased_persons_texts_are_null_and_every_leaf_still_verifies()
    {
        await using var log = fixture.Open();
        await using var other = fixture.Open();
        var sealing = fixture.Sealing();
        await log.AcceptAsync(Notes.Secret("erased", person, "soon gone", first: true));
        await other.AcceptAsync(Notes.Secret("erased", person, "gone as well", first: false));
        (await sealing.OpenAsync(await PageAsync("erased"), default)).Count.ShouldBe(2);
        await log.AcceptAsync(Notes.Erase("erased", person));

        var opened = await sealing.OpenAsync(await PageAsync("erased"), default);

        opened.OfType<SecretWritten>().Select(one => one.Text!.Text).ShouldBe([null, null]);
        opened.OfType<SecretWritten>().ShouldAllBe(one => one.Text!.Digest != null);
        (await fixture.Database.ScalarAsync<long>(
            """
            select (select count(*) from keys.person_keys where person_id = $1)
              + (select count(*) from log.sealed_fields where person_id = $1)
            """, person.Value)).ShouldBe(0);
        (await fixture.CheckAsync()).Fault.ShouldBeNull();
    }

    [Fact]
    public async Task Of_very_many_texts_the_commit_deletes_a_part_and_the_rest_goes_soon_after()
    {
        var left = 0L;
        await using (var log = fixture.Open(LookAsync))
        {
            await log.AcceptAsync(Notes.Secret("many", person, "one of them", first: true));
            await fixture.Database.ExecuteAsync(
                $"""
                insert into log.sealed_fields (person_id, event_id, field, position, envelope)
                select person_id, gen_random_uuid(), 0, position, envelope
                from log.sealed_fields, generate_series(1, 12000) where person_id = '{person.Value}'
                """);
            await log.AcceptAsync(Notes.Erase("many", person));
        }

        left.ShouldBe(2_001);
        (await fixture.Database.ScalarAsync<long>(
            "select count(*) from keys.person_keys where person_id = $1", person.Value)).ShouldBe(0);
        await using var again = fixture.Open();
        await Eventually.HoldsAsync(
            async () => await fixture.Database.ScalarAsync<long>(
                "select count(*) from log.sealed_fields where person_id = $1", person.Value) == 0,
            "the rest goes");

        async ValueTask LookAsync(FailPoint point)
        {
            if (point == FailPoint.AfterCommit && left == 0)
            {
                var rows = await fixture.Database.ScalarAsync<long>(
                    "select count(*) from log.sealed_fields where person_id = $1", person.Value);
                left = rows > 1 ? rows : 0;
            }
        }
    }

    [Fact]
    public async Task A_process_that_still_remembers_the_key_seals_nothing_more_with_it()
    {
        await using var log = fixture.Open();
        await using var other = fixture.Open();
        await log.AcceptAsync(Notes.Secret("remembered", person, "one", first: true));
        await other.AcceptAsync(Notes.Secret("remembered-2", person, "two", first: false));
        await log.AcceptAsync(Notes.Erase("remembered", person));

        (await other.DoAsync(Notes.Secret("remembered-2", person, "three", first: false)))
            .ShouldBeOfType<CommandResult.Rejected>().Rejection.Kind.ShouldBe(RejectionKind.Gone);
        (await fixture.Database.ScalarAsync<long>(
            "select count(*) from log.sealed_fields where person_id = $1", person.Value)).ShouldBe(0);
    }

    [Fact]
    public async Task An_envelope_opens_for_its_own_event_field_and_key_only()
    {
        var master = new MasterKey(RandomNumberGenerator.GetBytes(32));
        var key = PersonKey.Draw(person.Value, master);
        var (one, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var envelope = key.Seal(one, 0, "text");

        key.Open(one, 0, envelope).ShouldBe("text");
        PersonKey.Unwrap(person.Value, 1, key.Wrapped, master).Open(one, 0, envelope).ShouldBe("text");
        Should.Throw<CryptographicException>(() => key.Open(other, 0, envelope));
        Should.Throw<CryptographicException>(() => key.Open(one, 1, envelope));
        Should.Throw<CryptographicException>(() => PersonKey.Draw(person.Value, master).Open(one, 0, envelope));
        Should.Throw<CryptographicException>(() => PersonKey.Unwrap(other, 1, key.Wrapped, master));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_swapped_envelope_is_noticed()
    {
        await using var log = fixture.Open();
        await log.AcceptAsync(Notes.Secret("swapped", person, "one", first: true));
        await log.AcceptAsync(Notes.Secret("swapped", person, "two", first: false));
        await fixture.Database.ExecuteAsync(
            $"""
            update log.sealed_fields set envelope = (
              select envelope from log.sealed_fields where person_id = '{person}' order by position limit 1)
            where person_id = '{person}'
            """);

        await Should.ThrowAsync<CryptographicException>(
            async () => await fixture.Sealing().OpenAsync(await PageAsync("swapped"), default));
    }

    [Fact]
    public void A_keyed_hash_depends_on_purpose_value_and_database()
    {
        var sealing = fixture.Sealing();
        var hash = sealing.KeyedHash("email", "a@b.example");

        hash.Length.ShouldBe(32);
        sealing.KeyedHash("email", "a@b.example").ShouldBe(hash);
        sealing.KeyedHash("phone", "a@b.example").ShouldNotBe(hash);
        sealing.KeyedHash("email", "c@b.example").ShouldNotBe(hash);
        new Sealing(fixture.Access.App, new byte[32]).KeyedHash("email", "a@b.example").ShouldNotBe(hash);
    }

    private async Task<List<StoredEvent>> PageAsync(string note)
    {
        var rows = await fixture.RowsAsync(
            $"select id, type, data::text from log.mt_events where stream_id = 'note-{note}' order by seq_id");
        return rows.ConvertAll(row => new StoredEvent(
            (Guid)row[0]!,
            JsonSerializer.Deserialize(
                (string)row[2]!, Notes.Contracts.Single(contract => contract.Name == (string)row[1]!).Type,
                LogJson.Options)!));
    }
}
