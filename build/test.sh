#!/usr/bin/env bash
# Builds once, starts one PostgreSQL cluster, runs every test and every check, and ends with one line that counts them.
# With arguments, only the test projects and checks whose names contain one of them: build/test.sh House format
set -uo pipefail
unset CDPATH
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
. build/lib.sh
. build/postgres.sh

only=("$@")
work=$(mktemp -d "${TMPDIR:-/tmp}/hotmess-test-XXXXXX")
passed=0
failed=0
skipped=0
time_limit=1500

stop_everything() {
  stop_cluster "$work/data" immediate
  rm -rf "$work"
}
trap stop_everything EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

wanted() { # name
  local word
  [ ${#only[@]} -gt 0 ] || return 0
  for word in "${only[@]}"; do
    [[ $1 != *"$word"* ]] || return 0
  done
  return 1
}

# Where the real input lies: beside the project, unless HOTMESS_DATA says otherwise. Tests that miss it say so.
find_data() {
  if [ -z "${HOTMESS_DATA:-}" ] && [ -d ../shared/data ]; then
    HOTMESS_DATA=$(cd ../shared/data && pwd)
    export HOTMESS_DATA
  fi
}

# The tests find the cluster by this variable; were this script killed, the next run's tests would remove it.
start_test_cluster() {
  local port
  need_postgres
  remember_process "$work/owner" $$
  give_to_postgres "$work"
  make_cluster "$work/data" postgres || die "no cluster could be made."
  port=$(free_port 5980)
  start_cluster "$work/data" "$work/log" -c "port=$port" \
    -c listen_addresses=127.0.0.1 -c "unix_socket_directories=$work" \
    -c max_connections=300 -c shared_buffers=128MB -c max_wal_size=2GB -c jit=off -c autovacuum_naptime=10s
  export HOTMESS_TEST_SERVER="Host=127.0.0.1;Port=$port;Username=postgres;Database=postgres"
}

count() { # xml attribute
  grep -oE "<assembly [^>]*" "$1" | grep -oE " $2=\"[0-9]+\"" | grep -oE '[0-9]+' | head -n 1
}

# Each failed test with the first lines of why, kept for the end: a log is long, and is read from there.
note_failures() {
  awk '/ \[FAIL\]$/ { left = 30 } /^ *Output:$|^  Finished:/ { left = 0 } left-- > 0' "$work/told" |
    cut -c 1-300 >>"$work/failures"
}

# A project whose program ends without a report counts as one failure, as does an error outside of any test.
run_tests() { # project directory
  local name xml=$work/results.xml
  name=$(basename "$1")
  rm -f "$xml"
  say "== $name"
  timeout -k 10 "$time_limit" dotnet "$1/bin/Release/net10.0/HotMess.$name.dll" -noLogo -noColor \
    -result-xml "$xml" | tee "$work/told"
  local status=${PIPESTATUS[0]}
  note_failures
  if [ ! -s "$xml" ]; then
    say "$name ended with $status and without a report."
    failed=$((failed + 1))
    return
  fi
  passed=$((passed + $(count "$xml" passed)))
  failed=$((failed + $(count "$xml" failed) + $(count "$xml" errors)))
  skipped=$((skipped + $(count "$xml" skipped)))
}

# One check: a command that succeeds. What it printed is shown where it fails.
check() { # name command ...
  local name=$1
  shift
  wanted "$name" || return 0
  if "$@" >"$work/out" 2>&1; then
    passed=$((passed + 1))
    say "ok $name (second $SECONDS)"
  else
    failed=$((failed + 1))
    say "not ok $name"
    tail -n 60 "$work/out" | sed 's/^/    /'
    say "not ok $name" >>"$work/failures"
  fi
}

build_all() { dotnet build HotMess.sln -c Release --nologo -v quiet; }

format_is_right() {
  dotnet format HotMess.sln --no-restore --verify-no-changes --severity warn --exclude src/Api/Internal/Generated
}

# What of the tree differs from what is committed: a test or a build that writes into the tree is seen by it.
tree_state() { git status --porcelain --untracked-files=all 2>/dev/null && git diff 2>/dev/null; }

tree_is_as_before() { diff <(printf '%s\n' "$tree_before") <(printf '%s\n' "$(tree_state)"); }

scripts_are_well_formed() {
  local script
  for script in justw .ci/run build/*.sh; do
    bash -n "$script" || return 1
  done
}

tree_before=$(tree_state)
find_data
say "== build"
SECONDS=0
if ! build_all; then
  say "0 passed, 1 failed"
  exit 1
fi
check "build without a warning" true
check "scripts are well formed" scripts_are_well_formed
check "format, style and analyzers" format_is_right
start_test_cluster
for project in tests/*.Tests; do
  ! wanted "$(basename "$project")" || run_tests "$project"
done
stop_cluster "$work/data" fast
if wanted "run recipe"; then
  say "== run recipe"
  build/check-run.sh | tee "$work/run"
  passed=$((passed + $(grep -c '^ok ' "$work/run")))
  failed=$((failed + $(grep -c '^not ok ' "$work/run")))
  grep '^not ok ' "$work/run" >>"$work/failures"
fi
check "the tree is as before" tree_is_as_before
if [ -s "$work/failures" ]; then
  say "== what failed"
  cat "$work/failures"
fi
say "Took $SECONDS s."
summary="$passed passed, $failed failed"
[ "$skipped" = 0 ] || summary="$summary, $skipped skipped"
say "$summary"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
