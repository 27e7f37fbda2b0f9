#!/usr/bin/env bash
# Writes the skeletons of something new: `build/new.sh verb Taps PokePerson` a verb of an area that there is. What it
# writes builds; its spec fails until the verb decides something.
set -euo pipefail
unset CDPATH
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. build/lib.sh

usage() {
  die "usage: just new verb AREA VERB, e.g. just new verb Taps PokePerson
  areas: $(find src/Domain -mindepth 1 -maxdepth 1 -type d ! -name Kernel ! -name bin ! -name obj -printf '%f ' | sort)"
}

# PokePerson as poke_person, or with another sign between the words.
words() { # name sign
  sed -E "s/([a-z0-9])([A-Z])/\1$2\2/g" <<<"$1" | tr '[:upper:]' '[:lower:]'
}

write() { # file; the text on standard input
  [ ! -e "$1" ] || die "$1 is there already."
  mkdir -p "$(dirname "$1")"
  local draft
  draft=$(sed -e "s/AREA/$area/g; s/VERB/$verb/g; s/STORED/$(words "$verb" _)/g" \
    -e "s|ROUTE|/v1/$(words "$area" -)/$(words "$verb" -)|g")
  # An area may be one that is named anyway, and stands where its letters put it.
  { grep '^using ' <<<"$draft" | LC_ALL=C sort -u; grep -v '^using ' <<<"$draft"; } >"$1"
  say "  $1"
}

write_verb() {
  write "src/Domain/$area/$verb.cs" <<'TEXT'
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;

namespace HotMess.Domain.AREA;

/// <summary>What it does, in the words of who does it.</summary>
public static class VERB
{
    /// <param name="By">Who does it; an importer acts for <paramref name="Person"/> with his own id, or null.</param>
    public sealed record Command(PersonId? By, PersonId Person);

    /// <summary>Tells <c>person_id</c>.</summary>
    public static Decision Decide(Account account, Command command) =>
        account.IsPresent
            ? Decision.Nothing().Telling("person_id", command.Person)
            : Decision.Reject(AccountRejections.PersonAbsent);
}
TEXT
}

write_endpoint() {
  write "src/Api/$area/${verb}Endpoint.cs" <<'TEXT'
using HotMess.Api.Accounts;
using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.AREA;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.AREA;

/// <summary>What is asked.</summary>
/// <param name="From">For whom an importer acts.</param>
public sealed record VERBRequest(PersonId? From = null);

/// <summary>What it does, in the words of who does it.</summary>
public static class VERBEndpoint
{
    /// <summary>Answers <c>person_id</c>.</summary>
    [WolverinePost("ROUTE")]
    [Allow(Role.Authenticated, Role.Admin, Role.Importer)]
    [Answers(typeof(PersonDocument))]
    public static ValueTask<IResult> Post(
        VERBRequest request, Caller caller, CommandId id, Commands commands, CancellationToken ct)
    {
        var person = caller.ActsFor(request.From);
        var command = new VERB.Command(caller.Person, person);
        return commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                person,
                Commands.Input("STORED", request),
                [StreamUse.Of<Account>(StreamName.Account(person))],
                (states, _) => VERB.Decide(states.Get<Account>(0), command)),
            ct);
    }
}
TEXT
}

write_spec() {
  write "tests/Domain.Tests/$area/${verb}Specs.cs" <<'TEXT'
using HotMess.Domain.Accounts;
using HotMess.Domain.AREA;
using HotMess.Testing;
using Shouldly;
using Xunit;
using static HotMess.Domain.Tests.People;

namespace HotMess.Domain.Tests.AREA;

public sealed class VERBSpecs
{
    [Fact]
    public void It_happens_and_again_is_nothing()
    {
        var outcome = Spec.Given<Account>(Registered(Adam))
            .When(account => VERB.Decide(account, new(Adam, Adam)));
        outcome.Decision.Events.ShouldNotBeEmpty(
            "VERB decides nothing yet: say here which events it makes.");
        outcome.AndAgainNothing();
    }

    [Fact]
    public void Nobody_does_it() => Spec.Given<Account>()
        .When(account => VERB.Decide(account, new(Adam, Adam)))
        .ThenRejected(AccountRejections.PersonAbsent);
}
TEXT
}

write_test() {
  write "tests/Api.Tests/$area/${verb}Tests.cs" <<'TEXT'
using HotMess.Api.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.AREA;

public sealed class VERBTests(SharedHost shared)
{
    [Fact]
    public async Task It_is_accepted_and_the_same_command_is_answered_alike()
    {
        var ann = await shared.Host.PersonAsync();
        var first = await ann.DoAsync("ROUTE", new { }, "once");
        (await ann.DoAsync("ROUTE", new { }, "once")).Text.ShouldBe(first.Text);
    }
}
TEXT
}

[ "${1:-}" = verb ] && [ $# = 3 ] || usage
area=$2
verb=$3
[ -d "src/Domain/$area" ] && [ "$area" != Kernel ] || usage
[[ $verb =~ ^[A-Z][a-z0-9]+([A-Z][a-z0-9]+)*$ ]] || die "a verb is named like PokePerson."
[ ! -e "src/Domain/$area/$verb.cs" ] || die "$area has the verb $verb already."
say "Written:"
write_verb
write_endpoint
write_spec
write_test
say "Next: make tests/Domain.Tests/$area/${verb}Specs.cs pass, then ./justw codegen (CONTRIBUTING.md, \"Add a verb\")."
