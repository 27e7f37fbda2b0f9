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

write() { # file kind-of-text
  [ ! -e "$1" ] || die "$1 is there already."
  mkdir -p "$(dirname "$1")"
  local draft
  draft=$(sed -e "s/AREA/$area/g; s/SINGULAR/${area%s}/g; s/VERB/$verb/g; s/STORED/$(words "$verb" _)/g" \
    -e "s|ROUTE|/v1/$(words "$area" -)/$(words "$verb" -)|g; s|WORD|$(words "$verb" -)|g" "build/new/$about/$2.txt")
  # An area may be one that is named anyway, or the file's own, and stands where its letters put it.
  local own
  own=$(sed -n 's/^namespace \(.*\);/using \1;/p' <<<"$draft")
  { grep '^using [A-Z]' <<<"$draft" | grep -vxF "$own" | LC_ALL=C sort -u; grep -v '^using [A-Z]' <<<"$draft"; } >"$1"
  say "  $1"
}

# What a verb of an area is about: one's account, somebody else, or a thing with an id.
subject() { # area
  case $1 in
    Taps | Blocks | Favorites) echo pair ;;
    Chats) echo thread ;;
    Beacons) echo beacon ;;
    *) echo account ;;
  esac
}

[ "${1:-}" = verb ] && [ $# = 3 ] || usage
area=$2
verb=$3
[ -d "src/Domain/$area" ] && [ "$area" != Kernel ] || usage
[[ $verb =~ ^[A-Z][a-z0-9]+([A-Z][a-z0-9]+)*$ ]] || die "a verb is named like PokePerson."
[ ! -e "src/Domain/$area/$verb.cs" ] || die "$area has the verb $verb already."
about=$(subject "$area")
say "Written, for a verb about: $about"
write "src/Domain/$area/$verb.cs" verb
write "src/Api/$area/${verb}Endpoint.cs" endpoint
write "tests/Domain.Tests/$area/${verb}Specs.cs" specs
write "tests/Api.Tests/$area/${verb}Tests.cs" tests
say "Next: make tests/Domain.Tests/$area/${verb}Specs.cs pass, then ./justw codegen (CONTRIBUTING.md, \"Add a verb\")."
