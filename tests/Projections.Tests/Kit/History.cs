using System.Reflection;
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
    /// <summary>Every state that verbs decide on, by its streams' type.</summary>
    public static readonly Dictionary<string, StreamFold> Folds = typeof(Account).Assembly.GetTypes()
        .Where(type => type.GetInterfaces().Any(
            one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IFolded<>)))
        .Select(type => (StreamFold)typeof(StreamFold)
            .GetMethod(nameof(StreamFold.Of))!.MakeGenericMethod(type).Invoke(null, null)!)
        .ToDictionary(fold => fold.StreamType);

    // Every step, whoever wrote it: nothing has to name it.
    private static readonly MethodInfo[] Steps =
    [
        .. typeof(History).GetMethods(BindingFlags.NonPublic | BindingFlags.Instance)
            .Where(method => method.IsDefined(typeof(StepAttribute)))
            .OrderBy(method => method.Name, StringComparer.Ordinal),
    ];

    private static readonly string[] Emoji = ["😈", "👀", "❤️"];
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly RawLog log;
    private readonly Dictionary<StreamName, object> states = [];
    private readonly List<PersonId> people = [];
    private readonly List<MessageSent> sent = [];
    private readonly List<ThreadId> groups = [];
    private readonly Walked[] walked;
    private int steps;

    public History(int seed, RawLog log)
    {
        this.log = log;
        walked = [.. Steps.Select(step => new Walked(this, step, seed))];
        var chance = new Random(seed);
        for (var i = 0; i < 6; i++)
        {
            people.Add(new PersonId(NewId(chance)));
            Register(people[i], $"person{i}@example.org", $"Person {i}", new PasswordId(NewId(chance)));
        }
    }

    /// <summary>What has happened, in order.</summary>
    public List<NewEvent> Events { get; } = [];

    /// <summary>Who there is.</summary>
    public IReadOnlyList<PersonId> People => people;

    /// <summary>What verbs know of every stream now.</summary>
    public IReadOnlyDictionary<StreamName, object> States => states;

    /// <summary>Goes so many times through all steps; the last person may be erased on the way.</summary>
    public History Walk(int count, bool erase = false)
    {
        for (var i = 0; i < count; i++)
        {
            steps++;
            foreach (var step in walked)
            {
                if (step.IsTaken())
                {
                    Take(Seal(step.Decide()));
                }
            }

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

    private void Register(PersonId person, string email, string name, PasswordId password)
    {
        var registered = new PersonRegistered(null, person, log.Seal(person, email), log.Seal(person, name), null)
        {
            EmailStream = "email-" + email,
        };
        var set = new PasswordSet(person, person, password);
        Take(Decision.Append(StreamName.Account(person), registered, set));
        Take(Decision.Append(new StreamName(registered.EmailStream), new EmailReserved(person)));
    }

    [Step]
    private Decision TwoPeople(Random chance)
    {
        var (from, to) = (Pick(chance), Pick(chance));
        var thread = ThreadId.Direct(from, to);
        var pair = StreamName.TapPair(from, to);
        return chance.Next(14) switch
        {
            < 5 => SendTap.Decide(
                State<TapPair>(pair),
                Of(from),
                Of(to),
                new(
                    from,
                    from,
                    to,
                    (TapKind)chance.Next(5),
                    new TapId(NewId(chance)),
                    new MatchId(NewId(chance)),
                    null)),
            < 7 => RetractTap.Decide(State<TapPair>(pair), new(from, from, to, (TapKind)chance.Next(5))),
            < 10 => SendMessage.Decide(
                State<ChatThread>(StreamName.Thread(thread)),
                Of(from),
                Of(to),
                State<TapPair>(pair),
                new(from, from, thread, to, new MessageId(NewId(chance)), $"Text {steps}", Now)),
            < 12 => ReadThread.Decide(
                State<ChatThread>(StreamName.Thread(thread)), new(from, from, thread, chance.Next(1, 12))),
            _ => Between(from, to, chance),
        };
    }

    private DateTimeOffset Now => Noon.AddSeconds(steps);

    private Decision Between(PersonId from, PersonId to, Random chance)
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
                pair, direct, Of(from), Of(to), new(from, from, to, new BlockId(NewId(chance)), "a reason", null)),
            1 => UnblockPerson.Decide(pair, direct, new(from, from, to)),
            < 4 => AddFavorite.Decide(pair, Of(from), Of(to), new(from, from, to, new FavoriteId(NewId(chance)), null)),
            _ => RemoveFavorite.Decide(pair, new(from, from, to)),
        };
    }

    [Step(OneIn = 10)]
    private Decision Sessions(Random chance)
    {
        var person = Pick(chance);
        var (account, sessions) = (Of(person), State<PersonSessions>(StreamName.Sessions(person)));
        var session = sessions.Live.Count == 0 ? default : sessions.Live[chance.Next(sessions.Live.Count)];
        return chance.Next(6) switch
        {
            < 3 => SignIn.Decide(
                new EmailReservation(person),
                account,
                sessions,
                new(person, account.Password, new SessionId(NewId(chance)))),
            < 5 => SignOut.Decide(account, sessions, new(
                person, person, session, (SignOutScope)chance.Next(3), SessionEndReason.SignedOut)),
            _ => ChangePassword.Decide(
                account, sessions, new(person, account.Password, new PasswordId(NewId(chance)), session)),
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

    private PersonId Pick(Random chance) => people[chance.Next(people.Count)];

    private static Guid NewId(Random chance)
    {
        var bytes = new byte[16];
        chance.NextBytes(bytes);
        return new Guid(bytes);
    }

    // Draws from a chance of its own, so that a new step moves no other.
    private sealed class Walked(History history, MethodInfo method, int seed)
    {
        private readonly Random chance = new(method.Name.Aggregate(seed, (hash, letter) => (hash * 31) + letter));
        private readonly int oneIn = method.GetCustomAttribute<StepAttribute>()!.OneIn;
        private readonly Func<Random, Decision> decide = method.CreateDelegate<Func<Random, Decision>>(history);

        public bool IsTaken() => chance.Next(oneIn) == 0;

        public Decision Decide() => decide(chance);
    }
}

/// <summary>
/// A step that a walk takes; what it makes is counted by <c>LawTests</c>. It draws from what it is given only.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class StepAttribute : Attribute
{
    /// <summary>How rarely: once in so many rounds, by chance.</summary>
    public int OneIn { get; init; } = 1;
}
