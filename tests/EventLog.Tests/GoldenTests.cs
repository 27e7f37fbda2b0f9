using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using HotMess.Domain.Accounts;
using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Integrations.Postgres.EventLog;
using Shouldly;
using Xunit;

namespace HotMess.EventLog.Tests;

/// <summary>
/// docs/formats.md, pinned: fixed inputs and their exact bytes. HOTMESS_REGENERATE=1 writes files that are missing and
/// never changes one that is there.
/// </summary>
public sealed class GoldenTests
{
    private static readonly PersonId Ann = new(new Guid("0190b4d2-1111-7222-8333-444455556666"));
    private static readonly PersonId Ben = new(new Guid("0190b4d2-aaaa-7bbb-8ccc-ddddeeeeffff"));
    private static readonly Guid EventId = new("0190b4d3-0000-7000-8000-000000000001");
    private static readonly DateTimeOffset At =
        new DateTimeOffset(2026, 6, 1, 14, 0, 0, TimeSpan.FromHours(2)).AddTicks(1234567);

    private static readonly SealedText Digest = new(null, "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU");
    private static readonly byte[] Key = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();

    private static readonly byte[] PersonsKey = Enumerable.Range(32, 32).Select(i => (byte)i).ToArray();

    private static readonly object[] Samples =
    [
        new PersonRegistered(null, Ann, Digest, Digest, At) { EmailStream = StreamName.Email(Key).Value },
        new PasswordSet(Ann, Ann, new PasswordId(EventId)),
        new PersonErased(Ann, Ann),
        new EmailReserved(Ann),
        new EmailReleased(Ann),
        new SessionOpened(Ann, Ann, new SessionId(EventId)),
        new SessionEnded(null, Ann, new SessionId(EventId), SessionEndReason.TokenReused),
        new TapSent(Ann, new TapId(EventId), Ann, Ben, TapKind.Woof, At),
        new MatchMade(new MatchId(EventId), Ann, Ben, TapKind.Like, null),
        new TapRetracted(null, new TapId(EventId), Ann, Ben, TapKind.Boo),
        new MatchDissolved(new MatchId(EventId), Ann, Ben),
        new ThreadOpened(Ann, ThreadId.Direct(Ann, Ben), [Ann, Ben], At),
        new MessageSent(Ann, ThreadId.Direct(Ann, Ben), new MessageId(EventId), Ann, 7, Digest, At),
        new ThreadRead(Ben, ThreadId.Direct(Ann, Ben), Ben, 7),
    ];

    // Every contract has its golden file in Contracts.Tests; these pin what the tree is made over.
    public static TheoryData<string> StoredNames =>
        [.. Samples.Select(sample => EventCatalog.All.Single(contract => contract.Type == sample.GetType()).Name)];

    [Theory]
    [MemberData(nameof(StoredNames))]
    public void A_stored_event_keeps_its_canonical_bytes(string name)
    {
        var contract = EventCatalog.All.Single(one => one.Name == name);
        var sample = Samples.Single(one => one.GetType() == contract.Type);
        var codec = new EventCodec(EventCatalog.All);
        var stored = codec.TypeOf(sample);

        var json = codec.Encode(sample, stored);

        Check($"Events/{name}.json", Encoding.UTF8.GetString(json) + "\n");
        codec.Encode(codec.Decode(name, json), stored).ShouldBe(json);
    }

    [Fact]
    public void Every_format_keeps_its_bytes()
    {
        var text = new StringBuilder();
        void Add(string name, object value) => text.Append(name).Append(" = ")
            .Append(value is byte[] bytes ? Convert.ToHexStringLower(bytes) : value).Append('\n');

        Add("direct thread", ThreadId.Direct(Ann, Ben));
        Add("direct thread of the other order", ThreadId.Direct(Ben, Ann));
        Add("account stream", StreamName.Account(Ann));
        Add("e-mail stream", StreamName.Email(Key));
        Add("taps stream", StreamName.TapPair(Ann, Ben));
        Add("thread stream", StreamName.Thread(ThreadId.Direct(Ann, Ben)));
        Add("message stream", StreamName.Message(new MessageId(EventId)));
        Add("command key", CommandKey.Of(Ann.ToString(), "collegemsg:17").Hash);
        Add("command key of a uuid of version 7", CommandKey.Of(Ann.ToString(), EventId.ToString()).Hash);
        Add("made", MadeIds.Write([new MadeId("tap_id", EventId), new MadeId("match_id", Ann.Value)])!);
        Add("body hash", Body());
        Add("body hash with a cause", new EventCodec(EventCatalog.All).BodyHash(
            "17/matches", "{}"u8, EventId, "taps-1", "tap_sent", 9_007_199_254_740_991));
        var leaf = MerkleTree.Leaf(42, 1_780_315_200_123_456, Body());
        Add("leaf", leaf);
        Add("node", MerkleTree.Node(leaf, SHA256.HashData([])));
        AddKeys(Add);

        Check("formats.txt", text.ToString());
    }

    [Fact]
    public void The_stream_of_a_persons_sessions_keeps_its_name() =>
        Check("sessions_stream.txt", StreamName.Sessions(Ann).Value + "\n");

    [Fact]
    public void Canonical_json_is_that_of_RFC_8785()
    {
        const string Input =
            """
            { "b": [ 1, -2, 0, 9007199254740991, true, false, null, {} , [] ], "": "", "\u20ac": "Euro \u20AC",
              "\r": "Carriage \r\n\t\b\f", "\ufb33": "Hebrew", "\ud83d\ude00": "Smile \ud83d\ude00",
              "\u0080": "Control \u0080\u001F\u007f",
              "\u00f6": "o /\/ \\ \" '", "a": { "z": "<&>\u2028", "y": 1 } }
            """;

        var canonical = CanonicalJson.Of(Encoding.UTF8.GetBytes(Input));

        Check("canonical.json", Encoding.UTF8.GetString(canonical) + "\n");
        CanonicalJson.Of(canonical).ShouldBe(canonical);
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("9007199254740992")]
    [InlineData("-9007199254740992")]
    [InlineData("-9223372036854775808")]
    [InlineData("{\"a\":1,\"a\":2}")]
    public void What_has_no_one_canonical_form_is_refused(string json) =>
        Should.Throw<System.Text.Json.JsonException>(() => CanonicalJson.Of(Encoding.UTF8.GetBytes(json)));

    private static byte[] Body() => new EventCodec(EventCatalog.All).BodyHash(
        null, "{\"text\":\"\u00fc\"}"u8, EventId, "thread-0190b4d2111172228333444455556666", "message_sent", 3);

    private static void AddKeys(Action<string, object> add)
    {
        var master = new MasterKey(Key);
        var wrapped = Convert.FromHexString(
            "000102030405060708090a0b" + Convert.ToHexString(WrapWithFixedNonce(Ann.Value, 1, PersonsKey)));
        var key = PersonKey.Unwrap(Ann.Value, 1, wrapped, master);
        var envelope = key.Seal(EventId, 1, "h\u00e9llo", Convert.FromHexString("0c0d0e0f1011121314151617"));
        add("wrapped key", wrapped);
        add("envelope", envelope);
        add("digest", PersonKey.Digest(envelope).Digest!);
        add("input key of a person", key.InputKey);
        add("input key of the database", master.InputKey);
        add("keyed hash", new Sealing(null!, Key).KeyedHash("email", "ann@example.org"));
        key.Open(EventId, 1, envelope).ShouldBe("h\u00e9llo");
    }

    /// <summary>By the letter of the format, since a fresh key is wrapped under a nonce of chance.</summary>
    private static byte[] WrapWithFixedNonce(Guid person, byte number, byte[] personKey)
    {
        var output = new byte[48];
        using var cipher = new AesGcm(Key, 16);
        cipher.Encrypt(
            Convert.FromHexString("000102030405060708090a0b"), personKey, output.AsSpan(0, 32), output.AsSpan(32),
            [.. person.ToByteArray(bigEndian: true), number]);
        return output;
    }

    private static void Check(string name, string actual, [CallerFilePath] string here = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(here)!, "Golden", name);
        if (!File.Exists(path) && Environment.GetEnvironmentVariable("HOTMESS_REGENERATE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        File.Exists(path).ShouldBeTrue($"the golden file {name} is missing");
        actual.ShouldBe(File.ReadAllText(path));
    }
}
