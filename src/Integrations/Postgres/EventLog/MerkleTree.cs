using System.Buffers.Binary;
using System.Security.Cryptography;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>
/// RFC 6962 hashing over leaves that are only ever added; keeps the frontier alone. Permanent: see docs/formats.md.
/// </summary>
internal sealed class MerkleTree
{
    private readonly List<byte[]?> frontier = [];

    /// <summary>How many leaves there are.</summary>
    public long Count { get; private set; }

    /// <summary>Per level the complete subtree at the right edge, or null; as in <c>log.batches</c>.</summary>
    public IReadOnlyList<byte[]?> Frontier => frontier;

    /// <summary>The hash of a leaf.</summary>
    public static byte[] Leaf(long position, long microseconds, ReadOnlySpan<byte> bodyHash)
    {
        Span<byte> input = stackalloc byte[49];
        input[0] = 0;
        BinaryPrimitives.WriteInt64BigEndian(input[1..], position);
        BinaryPrimitives.WriteInt64BigEndian(input[9..], microseconds);
        bodyHash.CopyTo(input[17..]);
        return SHA256.HashData(input);
    }

    /// <summary>The hash over two subtrees.</summary>
    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> input = stackalloc byte[65];
        input[0] = 1;
        left.CopyTo(input[1..]);
        right.CopyTo(input[33..]);
        return SHA256.HashData(input);
    }

    /// <summary>
    /// Adds a leaf; tells <paramref name="completed"/> of every subtree of 256, 65,536, ... leaves that it completes.
    /// </summary>
    public void Add(byte[] leaf, Action<int, long, byte[]>? completed = null)
    {
        var (hash, level, index) = (leaf, 0, Count++);
        while ((index & 1) == 1)
        {
            hash = Node(frontier[level]!, hash);
            frontier[level] = null;
            level++;
            index >>= 1;
            if ((level & 7) == 0)
            {
                completed?.Invoke(level, index, hash);
            }
        }

        if (level == frontier.Count)
        {
            frontier.Add(null);
        }

        frontier[level] = hash;
    }

    /// <summary>The root over all leaves; SHA-256 of nothing where there are none.</summary>
    public byte[] Root()
    {
        byte[]? root = null;
        foreach (var hash in frontier)
        {
            root = (hash, root) switch
            {
                (null, _) => root,
                (_, null) => hash,
                _ => Node(hash, root),
            };
        }

        return root ?? SHA256.HashData([]);
    }
}
