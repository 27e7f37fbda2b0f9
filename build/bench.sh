#!/usr/bin/env bash
# Measures the published server against pgbench, a plain server and a stock one, on a cluster of its own, and keeps the
# table in tests/Benchmarks/Results. Nothing else should run on the machine meanwhile.
#
#   --quick        two rounds of 3 s in place of five of 10 s; --rounds N and --seconds N for anything between
#   --rows LIST    only these rows, with what they need: pgbench, plain, stock, taps, messages, coins, checkins,
#                  latency, threads, balance, king, start, rebuild, with commas between. The report says so
#   --only large   commands with 10 million events stored against an empty log; --events N for another number. It
#                  loads them first, which takes a quarter of an hour and 20 GB
#   --without-keep print the table and keep nothing; so it is with --rows
#   --keep         keep it, also with --rows
set -euo pipefail
unset CDPATH
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. build/lib.sh
. build/postgres.sh

need_tool() { # program package
  command -v "$1" >/dev/null 2>&1 && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "Installing $2 ..." >&2
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$2"; } >&2
  fi
  command -v "$1" >/dev/null 2>&1 || die "$1 was not found; install the package $2."
}

keep=
part=
arguments=()
for argument in "$@"; do
  case $argument in
    --quick) arguments+=(--rounds 2 --seconds 3) ;;
    --without-keep) keep=no ;;
    --keep) keep=yes ;;
    --rows) part=yes && arguments+=("$argument") ;;
    *) arguments+=("$argument") ;;
  esac
done

need_postgres
export PATH="$postgres:$PATH"
need_tool wrk wrk
need_tool pgbench postgresql-contrib
build_server
say "Building the bench ..." >&2
dotnet build tests/Benchmarks -c Release -o artifacts/bench --nologo -v quiet >artifacts/bench.log 2>&1 ||
  { cat artifacts/bench.log >&2; die "the bench does not build."; }

short=$(git rev-parse --short HEAD 2>/dev/null || echo unversioned)
[ -z "$(git status --porcelain -- src build migrations 2>/dev/null)" ] || short=$short-changed
[ -n "$keep" ] || { [ -n "$part" ] && keep=no; } || keep=yes
if [ "$keep" = yes ]; then
  mkdir -p tests/Benchmarks/Results
  [[ " ${arguments[*]} " != *" large "* ]] || short=$short-large
  [ -z "$part" ] || short=$short-part
  arguments+=(--keep "$PWD/tests/Benchmarks/Results/$(date -u +%Y-%m-%d)-$short.md")
fi
# Waiting threads of the load's own programs must not spin: they would take the processors from what is measured.
export DOTNET_ThreadPool_UnfairSemaphoreSpinLimit=0
exec dotnet artifacts/bench/HotMess.Benchmarks.dll --program "$app" --revision "$short" "${arguments[@]}"
