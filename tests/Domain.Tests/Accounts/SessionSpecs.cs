using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using Shouldly;
using Xunit;
using static HotMess.Domain.Tests.People;

namespace HotMess.Domain.Tests.Accounts;

/// <summary>Signing up, in and out, and another password.</summary>
public sealed class SessionSpecs
{
    private static readonly PasswordId Secret = new(Uuid(0x51));
    private static readonly PasswordId Another = new(Uuid(0x52));
    private static readonly EmailReservation Held = new(Adam);
    private static readonly Account Keyed = Account.Evolve(Present(Adam), new PasswordSet(Adam, Adam, Secret));

    [Fact]
    public void Who_signs_up_is_registered_has_a_password_and_is_signed_in()
    {
        var decision = SignUp.Decide(Nobody, EmailReservation.Initial, New());

        decision.Events.ShouldBe([
            new(EmailStream, new EmailReserved(Adam)),
            new(StreamName.Account(Adam), Registered(Adam) with { By = Adam }),
            new(StreamName.Account(Adam), new PasswordSet(Adam, Adam, Secret)),
            new(StreamName.Sessions(Adam), new SessionOpened(Adam, Adam, Session(1))),
        ]);
        decision.Made.ShouldBe([new("person_id", Adam.Value), new("session_id", Session(1).Value)]);
    }

    [Fact]
    public void Signing_up_again_is_nothing_and_a_taken_address_is_refused()
    {
        SignUp.Decide(Keyed, Held, New()).Events.ShouldBeEmpty();
        SignUp.Decide(Nobody, new EmailReservation(Ben), New()).Rejection.ShouldBe(AccountRejections.EmailTaken);
        SignUp.Decide(Erased(Adam), EmailReservation.Initial, New()).Rejection
            .ShouldBe(AccountRejections.PersonGone);
        SignUp.Decide(Nobody, EmailReservation.Initial, New("nobody")).Rejection
            .ShouldBe(AccountRejections.EmailMalformed);
    }

    [Fact]
    public void Who_knows_the_password_is_signed_in_and_again_is_nothing()
    {
        var command = new SignIn.Command(Adam, Secret, Session(1));
        SignIn.Decide(Held, Keyed, PersonSessions.Initial, command).Events
            .ShouldBe([new(StreamName.Sessions(Adam), new SessionOpened(Adam, Adam, Session(1)))]);
        SignIn.Decide(Held, Keyed, Live(1), command).Events.ShouldBeEmpty();
    }

    [Fact]
    public void Whatever_is_wrong_with_a_sign_in_is_told_alike()
    {
        var right = new SignIn.Command(Adam, Secret, Session(1));
        (EmailReservation Email, Account Account, SignIn.Command Command)[] wrong =
        [
            (Held, Keyed, right with { Password = Another }),
            (Held, Keyed, right with { Password = null }),
            (Held, Present(Adam), right with { Password = null }),
            (Held, Erased(Adam), right),
            (Held, Nobody, right),
            (EmailReservation.Initial, Keyed, right),
            (new EmailReservation(Ben), Keyed, right),
        ];
        foreach (var (email, account, command) in wrong)
        {
            SignIn.Decide(email, account, PersonSessions.Initial, command).Rejection
                .ShouldBe(AccountRejections.CredentialsWrong);
        }
    }

    [Fact]
    public void One_session_too_many_ends_the_oldest()
    {
        var full = Live([.. Enumerable.Range(1, PersonSessions.Most)]);
        var events = SignIn.Decide(Held, Keyed, full, new(Adam, Secret, Session(99))).Events;
        events.Select(e => e.Data).ShouldBe([
            new SessionEnded(null, Adam, Session(1), SessionEndReason.CrowdedOut),
            new SessionOpened(Adam, Adam, Session(99)),
        ]);
        var roomy = Live([.. Enumerable.Range(1, PersonSessions.Most - 1)]);
        SignIn.Decide(Held, Keyed, roomy, new(Adam, Secret, Session(99))).Events.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(SignOutScope.This, new[] { 2 })]
    [InlineData(SignOutScope.Others, new[] { 1, 3 })]
    [InlineData(SignOutScope.All, new[] { 1, 2, 3 })]
    public void Signing_out_ends_what_it_speaks_of_and_again_is_nothing(SignOutScope scope, int[] ended)
    {
        var command = new SignOut.Command(Adam, Adam, Session(2), scope, SessionEndReason.SignedOut);
        var events = SignOut.Decide(Keyed, Live(1, 2, 3), command).Events;

        events.Select(e => e.Data).ShouldBe(
            ended.Select(n => new SessionEnded(Adam, Adam, Session(n), SessionEndReason.SignedOut)));
        var after = events.Select(e => e.Data).Aggregate(Live(1, 2, 3), PersonSessions.Evolve);
        SignOut.Decide(Keyed, after, command).Events.ShouldBeEmpty();
    }

    [Fact]
    public void Signing_out_needs_a_person_and_this_needs_a_session()
    {
        var command = new SignOut.Command(Adam, Adam, null, SignOutScope.This, SessionEndReason.SignedOut);
        SignOut.Decide(Keyed, Live(1), command).Rejection.ShouldBe(AccountRejections.SessionAbsent);
        SignOut.Decide(Nobody, Live(1), command).Rejection.ShouldBe(AccountRejections.PersonAbsent);
        SignOut.Decide(Erased(Adam), Live(1), command).Rejection.ShouldBe(AccountRejections.PersonGone);
        SignOut.Decide(Keyed, Live(1, 2), command with { Scope = SignOutScope.Others }).Events.Count.ShouldBe(2);
    }

    [Fact]
    public void Another_password_ends_the_other_sessions_and_again_is_nothing()
    {
        var command = new ChangePassword.Command(Adam, Secret, Another, Session(2));
        var events = ChangePassword.Decide(Keyed, Live(1, 2, 3), command).Events;

        events.ShouldBe([
            new(StreamName.Account(Adam), new PasswordSet(Adam, Adam, Another)),
            new(StreamName.Sessions(Adam), new SessionEnded(Adam, Adam, Session(1), SessionEndReason.PasswordChanged)),
            new(StreamName.Sessions(Adam), new SessionEnded(Adam, Adam, Session(3), SessionEndReason.PasswordChanged)),
        ]);
        ChangePassword.Decide(Account.Evolve(Keyed, events[0].Data), Live(2), command).Events.ShouldBeEmpty();
    }

    [Fact]
    public void Another_password_needs_the_one_that_holds()
    {
        var command = new ChangePassword.Command(Adam, Secret, Another, null);
        ChangePassword.Decide(Present(Adam), Live(1), command).Rejection.ShouldBe(AccountRejections.PasswordWrong);
        ChangePassword.Decide(Present(Adam), Live(1), command with { Old = null }).Rejection
            .ShouldBe(AccountRejections.PasswordWrong);
        ChangePassword.Decide(Keyed, Live(1), command with { Old = null }).Rejection
            .ShouldBe(AccountRejections.PasswordWrong);
        ChangePassword.Decide(Nobody, Live(1), command).Rejection.ShouldBe(AccountRejections.PersonAbsent);
        ChangePassword.Decide(Erased(Adam), Live(1), command).Rejection.ShouldBe(AccountRejections.PersonGone);
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void A_password_has_6_to_200_characters(int length, bool good) =>
        (PasswordRule.Refuse(new string('p', length)) is null).ShouldBe(good);

    [Fact]
    public void A_new_password_is_not_the_old_one()
    {
        PasswordRule.Refuse("secret", "secret").ShouldBe(AccountRejections.PasswordSame);
        PasswordRule.Refuse("short", "short").ShouldBe(AccountRejections.PasswordLength);
        PasswordRule.Refuse("secret", "Secret").ShouldBeNull();
    }

    private static SignUp.Command New(string email = "a@b.example") =>
        new(new(Adam, Adam, email, EmailStream, "A", null), Secret, Session(1));

    private static SessionId Session(int number) => new(Uuid(0x100 + number));

    private static PersonSessions Live(params int[] sessions) => new([.. sessions.Select(Session)]);
}
