namespace HotMess.Domain.Kernel;

/// <summary>
/// Text that its person can have erased. The event keeps only <see cref="Digest"/> (base64url SHA-256 of the envelope);
/// the envelope lies beside the log under the person's key. <see cref="Text"/> is null where the key is gone or it was
/// not opened.
/// </summary>
public sealed record SealedText(string? Text, string? Digest)
{
    /// <summary>Text that has not been sealed yet.</summary>
    public static SealedText Of(string text) => new(text, null);

    /// <summary>Never shows the text.</summary>
    public override string ToString() => Digest ?? "(not sealed yet)";
}

/// <summary>An event with sealed fields, all of one person.</summary>
public interface ISealing
{
    /// <summary>Whose key seals them.</summary>
    PersonId SealedFor { get; }

    /// <summary>
    /// The sealed fields in a fixed order; null where the field is not given. Permanent: the order is the field's
    /// number.
    /// </summary>
    IReadOnlyList<SealedText?> Sealed { get; }

    /// <summary>The same event with these in place of <see cref="Sealed"/>, in the same order.</summary>
    object WithSealed(IReadOnlyList<SealedText?> values);
}
