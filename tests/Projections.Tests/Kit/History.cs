using HotMess.Domain.Accounts;
using HotMess.Domain.Blocks;
using HotMess.Domain.Chats;
using HotMess.Domain.Favorites;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Integrations.Postgres.EventLog;

namespace HotMess.Projections.Tests.Kit;

/// <summary>
/// A walk of a few people through every verb, decided by the deciders themselves, so that it only holds what can
/// happen. The same seed walks the same way.
/// </summary>
internal sealed partial class History
{
    // Every state that verbs decide on, by its streams' type.
    private static readonly Dictionary<string, StreamFold> Folds = typeof(Account).Assembly.GetTypes()
        .Where(type => type.GetInterfaces().Any(
            one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IFolded<>)))
        .Select(type => (StreamFold)typeof(StreamFold)
            .GetMethod(nameof(StreamFold.Of))!.MakeGenericMethod(type).Invoke(null, null)!)
        .ToDictionary(fold => fold.StreamType);

    private static readonly string[] Emoji = ["😈", "👀", "❤️"];
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly Random chance;
    private readonly RawLog log;
    private readonly Dictionary<StreamName, object> states = [];
    private readonly List<PersonId> people = [];
    private readonly List<MessageSent> sent = [];
    private readonly List<ThreadId> groups = [];
    private int steps;

    public History(int seed, RawLog log)
    {
        (chance, news, money) = (new Random(seed), new Random(seed), new Random(seed));
        (outings, this.log) = (new Random(seed), log);
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

    /// <summary>What verbs know of every stream now.</summary>
    public IReadOnlyDictionary<StreamName, object> States => states;

    /// <summary>Takes so many steps; the last person may be erased on the way.</summary>
    public History Walk(int count, bool erase = false)
    {
        for (var i = 0; i < count; i++)
        {
            Step();
            if (news.Next(3) == 0)
            {
                Take(Notifications(people[news.Next(people.Count)]));
            }

            Take(Seal(Outing(people[outings.Next(people.Count)])));
            Take(Seal(Coins(people[money.Next(people.Count)], people[money.Next(people.Count)])));
            Take(Seal(Xp(people[money.Next(people.Count)])));
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
        if (chance.Next(5) == 0)
        {
            Take(chance.Next(2) == 0 ? Sessions(from) : Seal(OfProfile(from)));
            return;
        }

        Take(Seal(chance.Next(20) switch
        {
            < 5 => SendTap.Decide(
                State<TapPair>(pair),
                Of(from),
                Of(to),
                new(from, from, to, kind, new TapId(Id()), new MatchId(Id()), null)),
            < 7 => RetractTap.Decide(State<TapPair>(pair), new(from, from, to, kind)),
            < 10 => SendMessage.Decide(
                State<ChatThread>(StreamName.Thread(thread)),
                Of(from),
                Of(to),
                State<TapPair>(pair),
                new(from, from, thread, to, new MessageId(Id()), $"Text {steps}", Now)),
            < 12 => ReadThread.Decide(
                State<ChatThread>(StreamName.Thread(thread)), new(from, from, thread, chance.Next(1, 12))),
            < 14 => Between(from, to),
            < 17 when sent.Count > 0 => Change(sent[chance.Next(sent.Count)], Pick()),
            < 18 => InGroup(from),
            _ => InThread(from, groups.Count > 0 && chance.Next(2) == 0 ? groups[chance.Next(groups.Count)] : thread),
        }));
    }

    private DateTimeOffset Now => Noon.AddSeconds(steps);

    private Decision Between(PersonId from, PersonId to)
    {
        var pair = State<TapPair>(StreamName.TapPair(from, to));
        var direct = State<ChatThread>(StreamName.Thread(ThreadId.Direct(from, to)));
        if (chance.Next(3) > 0 && (pair.FavoriteOf(from) is not null || pair.BlockOf(from) is not null))
        {
            return pair.BlockOf(from) is not null
                ? UnblockPerson.Decide(pair, direct, new(from, from, to))
                : RemoveFavorite.Decide(pair, new(from, from, to));
        }

        return chance.Next(5) switch
        {
            0 => BlockPerson.Decide(
                pair, direct, Of(from), Of(to), new(from, from, to, new BlockId(Id()), "a reason", null)),
            1 => UnblockPerson.Decide(pair, direct, new(from, from, to)),
            < 4 => AddFavorite.Decide(pair, Of(from), Of(to), new(from, from, to, new FavoriteId(Id()), null)),
            _ => RemoveFavorite.Decide(pair, new(from, from, to)),
        };
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
        : Decision.Append([.. decision.Events.Select(e => e.Data is ISealing sealing
            ? e with
            {
                Data = sealing.WithSealed(
                    [.. sealing.Sealed.Select(text => text is null ? null : log.Seal(sealing.SealedFor, text.Text!))]),
            }
            : e)]);

    private void Take(Decision decision)
    {
        foreach (var e in decision.Events)
        {
            var fold = Folds[StreamTypeOf(e.Data)];
            states[e.Stream] = fold.Evolve(states.GetValueOrDefault(e.Stream, fold.Initial), e.Data);
            if (ToldBy(e.Data) is { } one)
            {
                told.Add(one);
            }

            if (e.Data is MessageSent message)
            {
                sent.Add(message);
            }

            Events.Add(e);
        }
    }

    private static string StreamTypeOf(object data) =>
        EventCatalog.All.Single(contract => contract.Type == data.GetType()).StreamType;

    private Account Of(PersonId person) => State<Account>(StreamName.Account(person));

    private TState State<TState>(StreamName stream)
        where TState : class, IFolded<TState> => (TState)states.GetValueOrDefault(stream, TState.Initial);

    private PersonId Pick() => people[chance.Next(people.Count)];

    private Guid Id() => NewId(chance);
}
