using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Profiles;
using Shouldly;
using Xunit;
using static HotMess.Domain.Tests.People;

namespace HotMess.Domain.Tests.Accounts;

public sealed class AccountSpecs
{
    [Fact]
    public void A_person_comes_with_his_address_reserved()
    {
        var decision = RegisterPerson.Decide(Nobody, EmailReservation.Initial, Register("a@b.example", "A"));

        decision.Events.ShouldBe([
            new(EmailStream, new EmailReserved(Adam)),
            new(StreamName.Account(Adam), Registered(Adam)),
        ]);
        decision.Made.ShouldBe([new MadeId("person_id", Adam.Value)]);
    }

    [Fact]
    public void Registering_again_is_nothing() => RegisterPerson
        .Decide(Present(Adam), new EmailReservation(Adam), Register("a@b.example", "A"))
        .Events.ShouldBeEmpty();

    [Fact]
    public void An_address_has_one_holder() => RegisterPerson
        .Decide(Nobody, new EmailReservation(Ben), Register("a@b.example", "A"))
        .Rejection.ShouldBe(AccountRejections.EmailTaken);

    [Theory]
    [InlineData("")]
    [InlineData("@b")]
    [InlineData("a@")]
    [InlineData("a@b@c")]
    [InlineData("a b@c")]
    public void What_is_no_address_is_refused(string email) => RegisterPerson
        .Decide(Nobody, EmailReservation.Initial, Register(email, "A"))
        .Rejection.ShouldBe(AccountRejections.EmailMalformed);

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void What_is_no_name_is_refused(string name) => RegisterPerson
        .Decide(Nobody, EmailReservation.Initial, Register("a@b.example", name))
        .Rejection.ShouldBe(AccountRejections.DisplayNameLength);

    [Fact]
    public void A_time_that_is_not_kept_is_refused() => RegisterPerson
        .Decide(Nobody, EmailReservation.Initial, Register("a@b.example", "A", DateTimeOffset.MinValue))
        .Rejection.ShouldBe(AccountRejections.TimeOutOfRange);

    [Fact]
    public void An_address_is_compared_without_case_and_margins() =>
        RegisterPerson.Normalise(" Ann@Example.ORG\n").ShouldBe("ann@example.org");

    [Fact]
    public void Erasing_frees_the_address_and_again_is_nothing()
    {
        var command = new ErasePerson.Command(Adam, Adam, EmailStream);

        ErasePerson.Decide(Present(Adam), Profile.Initial, new EmailReservation(Adam), null, command).Events.ShouldBe([
            new(StreamName.Account(Adam), new PersonErased(Adam, Adam)),
            new(EmailStream, new EmailReleased(Adam)),
        ]);
        ErasePerson.Decide(Erased(Adam), Profile.Initial, EmailReservation.Initial, null, command)
            .Events.ShouldBeEmpty();
        ErasePerson.Decide(Nobody, Profile.Initial, null, null, command)
            .Rejection.ShouldBe(AccountRejections.PersonAbsent);
    }

    [Fact]
    public void Erasing_names_the_username_that_the_profile_holds_at_that_moment()
    {
        var (old, name) = (new StreamName("username/old"), new StreamName("username/new"));
        var profile = Profile.Initial with { UsernameStream = name.Value };
        var command = new ErasePerson.Command(Adam, Adam, null, old);

        ErasePerson.Decide(Present(Adam), profile, null, new(Adam), command)
            .Rejection.ShouldBe(ProfileRejections.UsernameMoved);
        ErasePerson.Decide(Present(Adam), profile, null, null, command with { UsernameStream = null })
            .Rejection.ShouldBe(ProfileRejections.UsernameMoved);
        ErasePerson.Decide(Present(Adam), profile, null, new(Adam), command with { UsernameStream = name })
            .Events.ShouldContain(new NewEvent(name, new UsernameReleased(Adam)));
    }

    [Fact]
    public void An_erased_person_does_not_come_back() => RegisterPerson
        .Decide(Erased(Adam), EmailReservation.Initial, Register("a@b.example", "A"))
        .Rejection.ShouldBe(AccountRejections.PersonGone);

    private static RegisterPerson.Command Register(string email, string? name, DateTimeOffset? at = null) =>
        new(null, Adam, email, EmailStream, name, at);
}
