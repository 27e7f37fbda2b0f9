using HotMess.Domain.Accounts;
using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;

namespace HotMess.Projections.Tests.Kit;

/// <summary>
/// A walk of a few people through every verb, decided by the deciders themselves, so that it only holds what can
/// happen. The same seed walks the same way.
/// </summary>
internal sealed class History
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly Random chance;
    private readonly RawLog log;
    private readonly Dictionary<StreamName, object> states = [];
    private readonly List<PersonId> people = [];
    private int steps;

    public History(int seed, RawLog log)
    {
        (chance, this.log) = (new Random(seed), log);
        for (var i = 0; i < 6; i++)
        {
            people.Add(new PersonId(Id()));
            Register(people[i], $"person{i}@example.org", $"Person {i}");
        }
    }

    /// <summary>What has happened, in order.</summary>
    public List<NewEvent> Events { get; } = [];

    /// <summary>Who there is.</summary>
    public IReadOnlyList<PersonId> People => people;

    /// <summary>Takes so many steps; the last person may be erased on the way.</summary>
    public History Walk(int count, bool erase = false)
    {
        for (var i = 0; i < count; i++)
        {
            Step();
            if (erase && i == count / 2)
            {
                Erase(people[^1]);
            }
        }

        return this;
    }

    /// <summary>
    /// The person is erased: his key is gone at once, the projections hear of it when they get there.
    /// </summary>
    public void Erase(PersonId person)
    {
        Take(Decision.Append(StreamName.Account(person), new PersonErased(person, person)));
        log.Forget(person);
    }

    private void Register(PersonId person, string email, string name)
    {
        var registered = new PersonRegistered(null, person, log.Seal(person, email), log.Seal(person, name), null)
        {
            EmailStream = "email-" + email,
        };
        var password = new PasswordSet(person, person, new PasswordId(Id()));
        Take(Decision.Append(StreamName.Account(person), registered, password));
    }

    private void Step()
    {
        steps++;
        var (from, to) = (Pick(), Pick());
        var thread = ThreadId.Direct(from, to);
        var pair = StreamName.TapPair(from, to);
        var kind = (TapKind)chance.Next(5);
        if (chance.Next(8) == 0)
        {
            Take(Sessions(from));
            return;
        }

        Take(chance.Next(10) switch
        {
            < 3 => SendTap.Decide(
                State<TapPair>(pair),
                Of(from),
                Of(to),
                new(from, from, to, kind, new TapId(Id()), new MatchId(Id()), null)),
            < 5 => RetractTap.Decide(State<TapPair>(pair), new(from, from, to, kind)),
            < 8 => Seal(SendMessage.Decide(
                State<ChatThread>(StreamName.Thread(thread)),
                Of(from),
                Of(to),
                new(from, from, thread, to, new MessageId(Id()), $"Text {steps}", Noon.AddSeconds(steps)))),
            _ => ReadThread.Decide(
                State<ChatThread>(StreamName.Thread(thread)), new(from, from, thread, chance.Next(1, 12))),
        });
    }

    private Decision Sessions(PersonId person)
    {
        var (account, sessions) = (Of(person), State<PersonSessions>(StreamName.Sessions(person)));
        var session = sessions.Live.Count == 0 ? default : sessions.Live[chance.Next(sessions.Live.Count)];
        return chance.Next(6) switch
        {
            < 3 => SignIn.Decide(
                new EmailReservation(person), account, sessions, new(person, account.Password, new SessionId(Id()))),
            < 5 => SignOut.Decide(account, sessions, new(
                person, person, session, (SignOutScope)chance.Next(3), SessionEndReason.SignedOut)),
            _ => ChangePassword.Decide(
                account, sessions, new(person, account.Password, new PasswordId(Id()), session)),
        };
    }

    private Decision Seal(Decision decision) => decision.Rejection is not null
        ? decision
        : Decision.Append([.. decision.Events.Select(e => e.Data is MessageSent sent
            ? e with { Data = sent with { Text = log.Seal(sent.From, sent.Text!.Text!) } }
            : e)]);

    private void Take(Decision decision)
    {
        foreach (var e in decision.Events)
        {
            states[e.Stream] = e.Data switch
            {
                SessionOpened or SessionEnded =>
                    PersonSessions.Evolve(State<PersonSessions>(e.Stream), e.Data),
                PersonRegistered or PersonErased or PasswordSet => Account.Evolve(State<Account>(e.Stream), e.Data),
                ThreadOpened or MessageSent or ThreadRead => ChatThread.Evolve(State<ChatThread>(e.Stream), e.Data),
                _ => TapPair.Evolve(State<TapPair>(e.Stream), e.Data),
            };
            Events.Add(e);
        }
    }

    private Account Of(PersonId person) => State<Account>(StreamName.Account(person));

    private TState State<TState>(StreamName stream)
        where TState : class, IFolded<TState> => (TState)states.GetValueOrDefault(stream, TState.Initial);

    private PersonId Pick() => people[chance.Next(people.Count)];

    private Guid Id()
    {
        var bytes = new byte[16];
        chance.NextBytes(bytes);
        return new Guid(bytes);
    }
}
