using FsCheck;
using FsCheck.Fluent;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Profiles;
using Shouldly;
using Xunit;
using static HotMess.Domain.Tests.People;

namespace HotMess.Domain.Tests.Accounts;

/// <summary>What holds after any history of people who want the same address.</summary>
public sealed class AccountProperties
{
    private static readonly PersonId[] Everybody = [Adam, Ben, Carl];

    private sealed record Step(PersonId Person, bool Erase);

    private sealed class World
    {
        public Dictionary<PersonId, Account> Accounts { get; } = Everybody.ToDictionary(p => p, _ => Account.Initial);

        public EmailReservation Email { get; private set; } = EmailReservation.Initial;

        public Decision Decide(Step step) => step.Erase
            ? ErasePerson.Decide(
                Accounts[step.Person], Profile.Initial, Email, null, new(null, step.Person, EmailStream))
            : RegisterPerson.Decide(
                Accounts[step.Person], Email, new(null, step.Person, "a@b.example", EmailStream, "A", null));

        public void Play(Step step)
        {
            foreach (var (stream, data) in Decide(step).Events)
            {
                if (stream == EmailStream)
                {
                    Email = EmailReservation.Evolve(Email, data);
                }
                else
                {
                    stream.ShouldBe(StreamName.Account(step.Person));
                    Accounts[step.Person] = Account.Evolve(Accounts[step.Person], data);
                }
            }
        }
    }

    private static readonly Arbitrary<Step[]> Histories = (
        from person in Gen.Elements(Everybody)
        from erase in ArbMap.Default.GeneratorFor<bool>()
        select new Step(person, erase)).ArrayOf().ToArbitrary();

    [Fact]
    public void An_address_belongs_to_the_one_person_who_is_there_with_it() =>
        Check((world, _) => world.Accounts.Where(a => a.Value.IsPresent).Select(a => (PersonId?)a.Key)
            .ShouldBe(world.Email.Holder is { } holder ? [holder] : []));

    [Fact]
    public void Every_verb_again_is_nothing() =>
        Check((world, step) => world.Decide(step).Events.ShouldBeEmpty());

    [Fact]
    public void Who_was_erased_stays_erased() =>
        Check((world, step) => (step.Erase && world.Accounts[step.Person].IsPresent).ShouldBeFalse());

    private static void Check(Action<World, Step> holds) =>
        Prop.ForAll(Histories, history =>
        {
            var world = new World();
            foreach (var step in history)
            {
                world.Play(step);
                holds(world, step);
            }
        }).QuickCheckThrowOnFailure();
}
