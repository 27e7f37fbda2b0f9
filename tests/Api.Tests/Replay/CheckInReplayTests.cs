using HotMess.Api.Cli.Replay;
using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
using HotMess.Testing;
using Npgsql;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Replay;

/// <summary>
/// The whole file of real check-ins through the server, in three parts of time; after each, what the read models say
/// against what plain SQL says of the raw file up to then: which were accepted, the king of every venue, points, coins.
/// </summary>
public sealed class CheckInReplayTests
{
    private const string Missing = "gowalla_events.csv is not there: HOTMESS_DATA names no directory that holds it.";
    private const string Head = "select max(last_position) from log.batches";
    private const int Parts = 3;
    private const int Connections = 48;

    [Fact]
    public async Task The_read_models_say_what_the_raw_file_says()
    {
        var (file, venueFile) = (RealData.Find("gowalla_events.csv"), RealData.Find("gowalla_venues.csv"));
        Assert.SkipWhen(file is null || venueFile is null, Missing);
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await ApiHost.StartOnAsync(database);
        using var client = host.Alba.Server.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", host.TokenOf(Role.Importer));
        var (checkIns, venues) = (CheckInFile.Read(file!), VenueFile.Read(venueFile!));
        await using var owner = database.OpenOwner();
        await LoadAsync(owner, file!);

        var accepted = 0L;
        foreach (var part in checkIns.Chunk((checkIns.Count / Parts) + 1))
        {
            var replay = new CheckInReplay(client, Connections);
            accepted += (await replay.RunAsync(part, venues, _ => { }, CancellationToken.None)).Accepted;
            replay.Refusals.Keys.ShouldBeSubsetOf(["check_in_too_soon"]);
            await LoadAsync(owner, replay.People);
            await ShouldAgreeAsync(database, owner, part[^1].At);
        }

        accepted.ShouldBe(await database.ScalarAsync<long>("select count(*) from raw.kept"));
        var head = await database.ScalarAsync<long>(Head);
        var again = new CheckInReplay(client, Connections);
        var summary = await again.RunAsync(checkIns, venues, _ => { }, CancellationToken.None);
        (summary.Accepted, summary.Unchanged, summary.Repeated).ShouldBe((0, 0, accepted));
        again.IsAsExpected.ShouldBeTrue();
        (await database.ScalarAsync<long>(Head)).ShouldBe(head);
        (await database.ScalarAsync<long>("select count(*) from read_models.beacons where title is not null"))
            .ShouldBe(again.NamedVenues);
        again.NamedVenues.ShouldBe(checkIns.Select(one => one.Venue).Intersect(venues.Keys).Count());
    }

    private static async Task ShouldAgreeAsync(TestDatabase database, NpgsqlDataSource owner, DateTimeOffset instant)
    {
        await using (var set = owner.CreateCommand(RealData.Sql("CheckIns/set_instant")))
        {
            set.Parameters.AddWithValue(instant.UtcDateTime);
            await set.ExecuteNonQueryAsync();
        }

        await Eventually.HoldsAsync(
            async () => await database.ScalarAsync<long>(RealData.Sql("backlog")) == 0,
            "the projections and policies catch up",
            TimeSpan.FromMinutes(2));
        foreach (var (name, sql) in RealData.Questions("CheckIns"))
        {
            (await database.ScalarAsync<long>(sql)).ShouldBe(0, $"{name} at {instant:O}");
        }
    }

    // Read by PostgreSQL and not by the loader.
    private static async Task LoadAsync(NpgsqlDataSource owner, string file)
    {
        await ExecuteAsync(owner, "make_raw");
        await using (var connection = await owner.OpenConnectionAsync())
        await using (var copy = await connection.BeginTextImportAsync(
            "copy raw.file (person, at, lat, lng, venue) from stdin"))
        {
            await copy.WriteAsync(await File.ReadAllTextAsync(file));
        }

        await ExecuteAsync(owner, "keep");
    }

    private static async Task LoadAsync(NpgsqlDataSource owner, IReadOnlyDictionary<int, Guid> people)
    {
        await using var insert = owner.CreateCommand(RealData.Sql("CheckIns/add_people"));
        insert.Parameters.AddWithValue(people.Keys.ToArray());
        insert.Parameters.AddWithValue(people.Values.ToArray());
        await insert.ExecuteNonQueryAsync();
    }

    private static async Task ExecuteAsync(NpgsqlDataSource owner, string name)
    {
        await using var command = owner.CreateCommand(RealData.Sql("CheckIns/" + name));
        await command.ExecuteNonQueryAsync();
    }
}
