using FsCheck;
using FsCheck.Fluent;
using HotMess.Domain.Coins;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using Shouldly;
using Xunit;
using static HotMess.Domain.Tests.People;

namespace HotMess.Domain.Tests.Coins;

/// <summary>What holds after any history of coins among three people.</summary>
public sealed class CoinProperties
{
    private sealed record Step(int Verb, int Person, int Other, int Amount, int Reference);

    private static readonly PersonId[] All = [Adam, Ben, Carl];

    private static readonly Arbitrary<Step[]> Histories = (
        from verb in Gen.Choose(0, 4)
        from person in Gen.Choose(0, 2)
        from other in Gen.Choose(0, 2)
        from amount in Gen.Choose(-2, 40)
        from reference in Gen.Choose(0, 5)
        select new Step(verb, person, other, amount, reference)).ArrayOf().ToArbitrary();

    [Fact]
    public void All_accounts_together_hold_nothing_and_none_but_the_issuers_less_than_nothing() =>
        Prop.ForAll(Histories, history =>
        {
            var books = new Books();
            foreach (var step in history)
            {
                books.Take(books.Decide(step));
                books.Accounts.Values.Sum().ShouldBe(0);
                books.Accounts.GetValueOrDefault(CoinAccounts.Transfers).ShouldBe(0);
                books.Accounts.Where(account => account.Value < 0).Select(account => account.Key)
                    .ShouldBeSubsetOf([CoinAccounts.Issuer]);
                foreach (var person in All)
                {
                    var coins = books.State<CoinAccount>(StreamName.Coins(person));
                    coins.Balance.ShouldBeGreaterThanOrEqualTo(0);
                    books.Accounts.GetValueOrDefault(person.ToString()).ShouldBe(coins.Balance);
                }
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_verb_decided_again_is_nothing_or_a_no() =>
        Prop.ForAll(Histories, history =>
        {
            var books = new Books();
            foreach (var step in history)
            {
                var first = books.Decide(step);
                books.Take(first);
                books.Decide(step, again: true).Events.ShouldBeEmpty();
            }
        }).QuickCheckThrowOnFailure();

    // Every stream's state, and the ledger's accounts as the projection books them.
    private sealed class Books
    {
        private readonly Dictionary<StreamName, object> states = [];
        private int number;

        public Dictionary<string, long> Accounts { get; } = [];

        public TState State<TState>(StreamName stream)
            where TState : class, IFolded<TState> => (TState)states.GetValueOrDefault(stream, TState.Initial);

        public Decision Decide(Step step, bool again = false)
        {
            number += again ? 0 : 3;
            var (person, other) = (All[step.Person], All[step.Other]);
            var (coins, entry) = (State<CoinAccount>(StreamName.Coins(person)), new CoinEntryId(Uuid(number)));
            var reference = $"r{step.Reference}";
            var spend = State<CoinReference>(CoinReference.Of(person, CoinSink.Boost, reference));
            return step.Verb switch
            {
                0 => CreditCoins.Decide(
                    coins,
                    State<CoinReference>(CoinReference.Of(person, CoinSource.Tap, reference)),
                    Present(person),
                    new(null, person, step.Amount, CoinSource.Tap, reference, entry, Now)),
                1 => SpendCoins.Decide(
                    coins, spend, Present(person), new(person, person, step.Amount, CoinSink.Boost, reference, entry)),
                2 => RefundCoins.Decide(
                    coins, spend, Present(person), new(null, person, CoinSink.Boost, reference, entry)),
                3 => Adjust(coins, person, step, entry),
                _ => TransferCoins.Decide(
                    coins,
                    State<CoinAccount>(StreamName.Coins(other)),
                    Present(person),
                    Present(other),
                    TapPair.Initial,
                    new(
                        person, person, other, step.Amount,
                        new CoinTransferId(Uuid(number)), entry, new CoinEntryId(Uuid(number + 1)))),
            };
        }

        // One in six names no reference; the others are read as credits of taps, as spends, or as what came back.
        private Decision Adjust(CoinAccount coins, PersonId person, Step step, CoinEntryId entry)
        {
            var (type, referenceType, amount) = step.Other switch
            {
                0 => ("earn", "tap", step.Amount),
                1 => ("spend", "boost", -step.Amount),
                _ => ("refund", "boost", step.Amount),
            };
            var reference = step.Reference == 5 ? null : $"r{step.Reference}";
            return AdjustCoins.Decide(
                coins,
                reference is null
                    ? CoinReference.Initial
                    : State<CoinReference>(AdjustCoins.ReferenceOf(person, type, referenceType, reference)),
                Present(person),
                new(null, person, amount, "a reason", entry, type, referenceType, reference));
        }

        public void Take(Decision decision)
        {
            foreach (var e in decision.Events)
            {
                if (e.Data is CoinReferenceUsed or CoinReferenceRefunded)
                {
                    states[e.Stream] = CoinReference.Evolve(State<CoinReference>(e.Stream), e.Data);
                    continue;
                }

                states[e.Stream] = CoinAccount.Evolve(State<CoinAccount>(e.Stream), e.Data);
                var entry = CoinAccounts.EntryOf(e.Data);
                Move(entry.Person.ToString(), entry.Amount);
                Move(entry.Counter, -entry.Amount);
            }
        }

        private void Move(string account, long amount) =>
            Accounts[account] = Accounts.GetValueOrDefault(account) + amount;
    }
}
