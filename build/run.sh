#!/usr/bin/env bash
# Serves HotMess. Everything that it starts, it stops: the server first, then the database.
#
#   HOTMESS_HOME  where the cluster, the log and the file `env` are kept; .hotmess if not given
#   HOTMESS_PORT  of the server, on the loopback; 5080 if not given
#   HOTMESS_DB    the owner's connection to a database of another server, instead of the cluster under HOTMESS_HOME
set -euo pipefail
unset CDPATH
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. build/lib.sh
. build/postgres.sh

home=${HOTMESS_HOME:-.hotmess}
port=${HOTMESS_PORT:-5080}
given_database=${HOTMESS_DB:-}
server=
cluster=

# Before anything is started.
check_settings() {
  [[ $port =~ ^[1-9][0-9]{0,4}$ ]] && [ "$port" -le 65535 ] || die "HOTMESS_PORT takes a port, and not '$port'."
}

# One run per home. The lock goes with the process that holds it, however it ends.
take_home() {
  mkdir -p "$home"
  home=$(cd "$home" && pwd)
  exec 9>"$home/lock"
  flock -w 15 9 ||
    die "another run uses $home; give this one its own: HOTMESS_HOME=.hotmess-2 HOTMESS_PORT=5081 ./justw run"
}

# A shell that has sourced this home's own file names the cluster that is to be started.
forget_own_database() {
  local password=$home/postgres/password
  if [ -f "$password" ] && [[ $given_database == "postgresql://hotmess:$(cat "$password")@127.0.0.1:"* ]]; then
    given_database=
    unset HOTMESS_DB
  fi
}

# A run that was killed may have left its server.
end_left_server() {
  local left
  rm -f "$home/env"
  if left=$(remembered_process "$home/server"); then
    say "Ending the server that an earlier run left (process $left) ..."
    end_process "$left" 10
  fi
  rm -f "$home/server"
  ! port_is_taken "$port" || die "port $port is taken by another program; choose one with HOTMESS_PORT."
}

# Sets `cluster` to the directory of the private cluster: under the home, or where the server's user cannot get there
# (a home below /root) in a directory of the system's that the home points to.
place_cluster() {
  cluster=$home/postgres
  if [ -L "$cluster" ] || as_postgres test -x "$home"; then
    mkdir -p "$cluster"
  else
    local elsewhere
    elsewhere=/var/lib/hotmess-$(printf '%s' "$home" | sha256sum | cut -c 1-12)
    mkdir -p "$elsewhere"
    ln -s "$elsewhere" "$cluster"
  fi
  cluster=$(readlink -f "$cluster")
  give_to_postgres "$cluster"
  chmod 700 "$cluster"
}

# Made whole beside its place and then moved there, so that a killed run leaves none that is half made.
first_cluster() {
  local draft=$cluster/draft password=$cluster/password
  say "Making a PostgreSQL cluster in $cluster ..."
  rm -rf "$draft"
  (umask 077 && od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"$password")
  give_to_postgres "$password"
  make_cluster "$draft" hotmess "$password"
  echo 'create database hotmess' |
    as_postgres "$postgres/postgres" --single -D "$draft" postgres >/dev/null 2>&1
  # Beside the server's, which is its own: two first runs that look at once do not find the same one free.
  free_port "$((port <= 65000 ? port + 400 : port - 400))" >"$cluster/port"
  mv "$draft" "$cluster/data"
}

# Durable (fsync, synchronous_commit and full_page_writes stay on) and sized for one machine.
cluster_options() {
  printf -- '-c %s ' "port=$(cat "$cluster/port")" listen_addresses=127.0.0.1 unix_socket_directories= \
    max_connections=200 shared_buffers=256MB max_wal_size=4GB min_wal_size=512MB checkpoint_timeout=15min \
    jit=off timezone=UTC autovacuum_naptime=15s autovacuum_vacuum_scale_factor=0.05 log_min_messages=warning
  if as_postgres "$postgres/postgres" -D "$cluster/data" -c wal_compression=lz4 -C wal_compression >/dev/null 2>&1; then
    printf -- '-c wal_compression=lz4'
  fi
}

start_private_cluster() {
  place_cluster
  if [ -f "$cluster/data/PG_VERSION" ]; then
    need_postgres "$(cat "$cluster/data/PG_VERSION")"
  else
    need_postgres
    first_cluster
  fi
  if ! postmaster "$cluster/data" >/dev/null; then
    free_port "$(cat "$cluster/port")" >"$cluster/port.new"
    mv "$cluster/port.new" "$cluster/port"
    # shellcheck disable=SC2046
    start_cluster "$cluster/data" "$cluster/log" $(cluster_options) 9>&-
  fi
  HOTMESS_DB=postgresql://hotmess:$(cat "$cluster/password")@127.0.0.1:$(cat "$cluster/port")/hotmess
  export HOTMESS_DB
}

# It brings the database up to date first, and puts env in its place when it is ready: one program to start, not two.
# Without a bound the C library gives every thread that asks for memory an arena of its own, and keeps them all.
start_server() {
  HOTMESS_PORT=$port MALLOC_ARENA_MAX=2 dotnet "$app" serve --env "$home/env.new" --ready-file "$home/env" \
    >"$home/server.log" 2>&1 9>&- &
  server=$!
  remember_process "$home/server" "$server"
}

die_with_log() { # reason
  tail -n 30 "$home/server.log" >&2
  die "$1; the server's log is $home/server.log."
}

# However long the database takes to be brought up to date; then, with env written, for a minute.
wait_until_ready() {
  local deadline=$((SECONDS + 60))
  until [ "$(http_status "$port" /health)" = 200 ]; do
    [ -e "$home/env.new" ] || [ -e "$home/env" ] || deadline=$((SECONDS + 60))
    is_running "$server" || die_with_log "the server ended"
    [ "$SECONDS" -lt "$deadline" ] || die_with_log "after 60 s /health answers $(http_status "$port" /health)"
    sleep 0.05
  done
}

# Every line below the first two can be pasted as it stands.
say_what_to_try() {
  local shown=${home#"$PWD"/}
  sed -e "s|@ROOT@|$PWD|; s|@HOME@|$shown|; s|@PORT@|$port|" build/try.txt |
    if command -v psql >/dev/null 2>&1; then cat; else grep -v '^psql '; fi
}

stop_all() {
  trap '' INT TERM HUP
  rm -f "$home/env" "$home/env.new"
  if [ -n "$server" ]; then
    end_process "$server" 15
    rm -f "$home/server"
  fi
  [ -z "$cluster" ] || stop_cluster "$cluster/data" fast
}

# A recipe's runner that is killed cannot pass that on; who waits here would wait for ever.
watch_parent() {
  local parent=$PPID self=$$
  while is_running "$parent" && is_running "$self"; do sleep 1; done
  kill -TERM "$self" 2>/dev/null
}

# What was killed is started again: the database at once, the server unless it ends within two seconds of its start.
watch_over() {
  local started=$SECONDS status
  while true; do
    if ! is_running "$server"; then
      status=0
      wait "$server" 2>/dev/null || status=$?
      [ "$status" -gt 128 ] && [ $((SECONDS - started)) -ge 2 ] || {
        server=
        die_with_log "the server ended by itself ($status)"
      }
      say "The server was ended by signal $((status - 128)); starting it again ..."
      started=$SECONDS
      start_server
    fi
    if [ -n "$cluster" ] && ! postmaster "$cluster/data" >/dev/null; then
      say "The database ended; starting it again ..."
      # shellcheck disable=SC2046
      start_cluster "$cluster/data" "$cluster/log" $(cluster_options) 9>&-
    fi
    sleep 0.3 &
    wait $! || true
  done
}

main() {
  check_settings
  take_home
  forget_own_database
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  trap stop_all EXIT
  rm -f "$home/env" "$home/env.new"
  watch_parent 9>&- >/dev/null 2>&1 &
  end_left_server
  build_server
  [ -n "$given_database" ] || start_private_cluster
  start_server
  wait_until_ready
  say_what_to_try
  watch_over
}

main
