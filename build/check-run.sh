#!/usr/bin/env bash
# Checks `run` from outside, as a user would: ready, stopped, killed in every way, and taken over by the next run.
# Prints a line per check, "ok NAME" or "not ok NAME", and ends with 0 where all are ok.
set -umo pipefail
unset CDPATH
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
. build/lib.sh
. build/postgres.sh

HOTMESS_HOME=$(mktemp -d /tmp/hotmess-run-XXXXXX)
chmod 755 "$HOTMESS_HOME"
HOTMESS_PORT=$(free_port 5800)
export HOTMESS_HOME HOTMESS_PORT
unset HOTMESS_DB HOTMESS_URL HOTMESS_ANON_KEY HOTMESS_SERVICE_KEY
failed=0
runner=

report() { # name; the status of the command before it
  if [ "$?" = 0 ]; then
    say "ok run: $1 (second $SECONDS)"
  else
    say "not ok run: $1"
    tail -n 15 "$HOTMESS_HOME/out" "$HOTMESS_HOME/server.log" 2>/dev/null | sed 's/^/    /'
    failed=1
  fi
}

start() {
  rm -f "$HOTMESS_HOME/env"
  ./justw run >"$HOTMESS_HOME/out" 2>&1 &
  runner=$!
}

ready_within() { # seconds
  local deadline=$(($(date +%s%N) + $1 * 1000000000))
  # Where a copy has just joined, projections move between the two, and health may answer 503 for a moment.
  until [ -f "$HOTMESS_HOME/env" ] && [ "$(http_status "$HOTMESS_PORT" /health)" = 200 ]; do
    is_running "$runner" && [ "$(date +%s%N)" -lt "$deadline" ] || return 1
    sleep 0.05
  done
}

again_within() { # seconds
  local deadline=$((SECONDS + $1))
  sleep 1
  until [ "$(http_status "$HOTMESS_PORT" /health)" = 200 ] && database >/dev/null; do
    is_running "$runner" && [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.1
  done
}

# While projections move from one process to another, none of the two says that all of them run.
healthy_within() { # port seconds
  local deadline=$((SECONDS + $2))
  until [ "$(http_status "$1" /health)" = 200 ]; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.1
  done
}

server() { remembered_process "$HOTMESS_HOME/server"; }

database() { postmaster "$HOTMESS_HOME/postgres/data"; }

script() { pgrep -P "$runner" -f build/run.sh; }

nothing_runs() {
  local steps=300
  while [ "$steps" -gt 0 ]; do
    if ! server >/dev/null && ! database >/dev/null && ! is_running "$runner"; then return 0; fi
    sleep 0.1
    steps=$((steps - 1))
  done
  return 1
}

# What the run printed to try, in a shell that knows nothing of this one's variables.
pasted_lines() {
  sed -n '/^cd "/,$p' "$HOTMESS_HOME/out" | env -u HOTMESS_HOME -u HOTMESS_PORT bash >"$HOTMESS_HOME/pasted" 2>&1
  grep -q '"match_id"' "$HOTMESS_HOME/pasted" &&
    grep -q '"message_id"' "$HOTMESS_HOME/pasted" &&
    grep -q '(5 rows)' "$HOTMESS_HOME/pasted" && return
  cat "$HOTMESS_HOME/pasted"
  return 1
}

# The status of a request with a key.
asked_with() { # key method url [header]
  curl -s -o /dev/null -w '%{http_code}' -X "$2" "$3" -H "Authorization: Bearer $1" -H "${4:-X-None: 0}" \
    -H 'Content-Type: application/json' -d "{\"email\":\"$RANDOM.$RANDOM@example.org\"}"
}

# env names a server, a database that psql takes as it is, and two keys that the server knows.
env_is_good() {
  (
    set -e
    . "$HOTMESS_HOME/env"
    [ "$HOTMESS_URL" = "http://127.0.0.1:$HOTMESS_PORT" ]
    [ "$(asked_with "$HOTMESS_SERVICE_KEY" POST "$HOTMESS_URL/v1/people")" = 200 ]
    [ "$(psql "$HOTMESS_DB" -Atc "select count(*) > 0 from log.mt_streams")" = t ]
    [ "$(asked_with "$HOTMESS_ANON_KEY" POST "$HOTMESS_URL/v1/people")" = 403 ]
  )
}

# Another form of the connection that env names: HOTMESS_DB may be given in both.
keyword_form() {
  (
    . "$HOTMESS_HOME/env"
    [[ $HOTMESS_DB =~ ^postgresql://([^:]+):([^@]+)@([^:]+):([0-9]+)/(.+)$ ]] &&
      printf 'Username=%s;Password=%s;Host=%s;Port=%s;Database=%s' "${BASH_REMATCH[@]:1}"
  )
}

uri_form() { (. "$HOTMESS_HOME/env" && say "$HOTMESS_DB"); }

# A copy on the first one's database: what it is told the first one knows, and when it stops the first one goes on.
copy_beside() { # connection
  local first_home=$HOTMESS_HOME first_port=$HOTMESS_PORT runner= id=beside-$RANDOM$RANDOM status=0
  local -x HOTMESS_DB=$1 HOTMESS_HOME=$HOTMESS_HOME/beside HOTMESS_PORT
  HOTMESS_PORT=$(free_port 5900)
  mkdir -p "$HOTMESS_HOME"
  start
  {
    ready_within 30 && env_is_good && [ ! -e "$HOTMESS_HOME/postgres" ] &&
      healthy_within "$first_port" 15 &&
      (
        set -e
        . "$HOTMESS_HOME/env"
        [ "$(asked_with "$HOTMESS_SERVICE_KEY" POST "$HOTMESS_URL/v1/people" "Idempotency-Key: $id")" = 200 ]
        . "$first_home/env"
        [ "$(asked_with "$HOTMESS_SERVICE_KEY" GET "$HOTMESS_URL/v1/commands/$id")" = 200 ]
      )
  } || status=1
  kill -TERM "$runner"
  local steps=200
  while is_running "$runner" && [ "$steps" -gt 0 ]; do
    sleep 0.1
    steps=$((steps - 1))
  done
  ! is_running "$runner" && healthy_within "$first_port" 15 || status=1
  [ "$status" = 0 ] || tail -n 15 "$HOTMESS_HOME/out"
  return "$status"
}

clean_up() {
  local left
  for left in "$runner" "$(server)" "$(database)"; do
    [ -z "$left" ] || kill -KILL "$left" 2>/dev/null
  done
  rm -rf "$HOTMESS_HOME"
}
trap clean_up EXIT

start
ready_within 600
report "is ready, health answers 200, and env is written"

[ "$(stat -c %a "$HOTMESS_HOME/env")" = 600 ]
report "only its owner may read env"

kill -TERM "$runner"
nothing_runs && [ ! -f "$HOTMESS_HOME/env" ]
report "SIGTERM stops the server and the database"

start
ready_within 5
report "a second run is ready within 5 s"

env_is_good
report "env names the server, the database and two keys"

sourced=$(. "$HOTMESS_HOME/env" && say "$HOTMESS_DB")
kill -TERM "$runner"
nothing_runs
HOTMESS_DB=$sourced start
ready_within 10
report "a shell that has sourced env starts the next run"

pasted_lines
report "what it prints to try works when it is pasted"

copy_beside "$(uri_form)"
report "a copy runs beside it on the same database, given as a URI"

copy_beside "$(keyword_form)"
report "and given in Npgsql's form"

./justw >"$HOTMESS_HOME/recipes" && grep -q '^ *run ' "$HOTMESS_HOME/recipes"
report "without a recipe the recipes are listed"

sleep 3
gone=$(server)
kill -KILL "$gone"
again_within 15 && [ "$(server)" != "$gone" ]
report "a killed server is started again"

kill -KILL "$(database)"
again_within 15
report "a killed database is started again"

kill -KILL "$(script)"
server >/dev/null && database >/dev/null
report "a killed script leaves the server and the database"

start
ready_within 15
report "the next run takes them over"

kill -KILL "$runner"
nothing_runs
report "a killed recipe takes everything with it"

start
ready_within 15
kill -KILL "$(script)" "$(server)" "$(database)"
start
ready_within 15
report "after everything was killed the next run is ready"

kill -INT -- "-$runner" # as a terminal does: to the whole group
nothing_runs
report "SIGINT stops everything"

rm -rf "${HOTMESS_HOME:?}"/*
(HOTMESS_POSTGRES=$HOTMESS_HOME/none ./justw run 2>&1 || true) | grep -q "HOTMESS_POSTGRES"
report "without PostgreSQL it says what to do"

export HOTMESS_POSTGRES=npm
start
ready_within 120 && grep -q '^18' "$HOTMESS_HOME/postgres/data/PG_VERSION"
report "without a PostgreSQL of the machine's it serves with the one that npm has"

kill -TERM "$runner"
nothing_runs
report "and stops it"
exit "$failed"
