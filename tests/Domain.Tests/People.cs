using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;

namespace HotMess.Domain.Tests;

/// <summary>Some people, and ids that are told apart at a glance.</summary>
internal static class People
{
    public static readonly PersonId Adam = new(Uuid(0xA));
    public static readonly PersonId Ben = new(Uuid(0xB));
    public static readonly PersonId Carl = new(Uuid(0xC));
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 23, 30, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Never = new(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);
    public static readonly StreamName EmailStream = StreamName.Email(new byte[32]);

    public static readonly Account Nobody = Account.Initial;

    public static Guid Uuid(int number) => new(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);

    public static PersonRegistered Registered(PersonId person) =>
        new(null, person, SealedText.Of("a@b.example"), SealedText.Of("A"), null) { EmailStream = EmailStream.Value };

    public static Account Present(PersonId person) => Account.Evolve(Account.Initial, Registered(person));

    public static Account Erased(PersonId person) =>
        Account.Evolve(Present(person), new PersonErased(person, person));
}
