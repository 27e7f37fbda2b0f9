using FsCheck;
using FsCheck.Fluent;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Profiles;
using Shouldly;
using Xunit;
using static HotMess.Domain.Tests.People;

namespace HotMess.Domain.Tests.Accounts;

/// <summary>What holds after any history of one person's sign-ins and passwords.</summary>
public sealed class SessionProperties
{
    private enum Verb
    {
        SignUp,
        SignIn,
        SignOut,
        ChangePassword,
        Erase,
    }

    private sealed record Step(Verb Verb, SessionId Session, PasswordId Password, PasswordId Next, SignOutScope Scope);

    private sealed class World
    {
        public Account Account { get; private set; } = Account.Initial;

        public EmailReservation Email { get; private set; } = EmailReservation.Initial;

        public PersonSessions Sessions { get; private set; } = PersonSessions.Initial;

        public Decision Decide(Step step) => step.Verb switch
        {
            Verb.SignUp => SignUp.Decide(Account, Email, new(
                new(Adam, Adam, "a@b.example", EmailStream, "A", null), step.Password, step.Session)),
            Verb.SignIn => SignIn.Decide(Email, Account, Sessions, new(Adam, step.Password, step.Session)),
            Verb.SignOut => SignOut.Decide(
                Account, Sessions, new(Adam, Adam, step.Session, step.Scope, SessionEndReason.SignedOut)),
            Verb.ChangePassword => ChangePassword.Decide(
                Account, Sessions, new(Adam, step.Password, step.Next, step.Session)),
            _ => ErasePerson.Decide(Account, Profile.Initial, Email, null, new(Adam, Adam, EmailStream)),
        };

        public void Play(Step step)
        {
            foreach (var (stream, data) in Decide(step).Events)
            {
                if (stream == EmailStream)
                {
                    Email = EmailReservation.Evolve(Email, data);
                }
                else if (stream == StreamName.Sessions(Adam))
                {
                    Sessions = PersonSessions.Evolve(Sessions, data);
                }
                else
                {
                    stream.ShouldBe(StreamName.Account(Adam));
                    Account = Account.Evolve(Account, data);
                }
            }
        }
    }

    private static readonly Arbitrary<Step[]> Histories = (
        from verb in Gen.Frequency(
            (2, Gen.Constant(Verb.SignUp)),
            (6, Gen.Constant(Verb.SignIn)),
            (3, Gen.Constant(Verb.SignOut)),
            (3, Gen.Constant(Verb.ChangePassword)),
            (1, Gen.Constant(Verb.Erase)))
        from session in Gen.Choose(1, 6)
        from password in Gen.Choose(1, 3)
        from next in Gen.Choose(1, 3)
        from scope in Gen.Elements(Enum.GetValues<SignOutScope>())
        select new Step(verb, new(Uuid(session)), new(Uuid(password)), new(Uuid(next)), scope))
        .ArrayOf().ToArbitrary();

    [Fact]
    public void Every_verb_again_is_nothing() =>
        Check((world, step) => world.Decide(step).Events.ShouldBeEmpty());

    [Fact]
    public void A_session_is_live_once_and_there_are_never_too_many() =>
        Check((world, _) =>
        {
            world.Sessions.Live.ShouldBeUnique();
            world.Sessions.Live.Count.ShouldBeLessThanOrEqualTo(PersonSessions.Most);
        });

    [Fact]
    public void Only_a_person_who_is_there_has_a_password() =>
        Check((world, _) => (world.Account.Password is null).ShouldBe(!world.Account.IsPresent));

    [Fact]
    public void After_another_password_only_the_session_that_changed_it_goes_on()
    {
        Prop.ForAll(Histories, history =>
        {
            var world = new World();
            foreach (var step in history)
            {
                var before = world.Account.Password;
                world.Play(step);
                if (step.Verb == Verb.ChangePassword && world.Account.Password != before)
                {
                    world.Sessions.Live.Except([step.Session]).ShouldBeEmpty();
                }
            }
        }).QuickCheckThrowOnFailure();
    }

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
