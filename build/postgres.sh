# shellcheck shell=bash
# PostgreSQL clusters of our own. Sourced after lib.sh.

# Sets `postgres` to the directory of the newest server binaries of version 15 and up, or of the major version given.
find_postgres() { # [major]
  local directory version best=0
  postgres=
  while read -r directory; do
    [ -x "$directory/initdb" ] && [ -x "$directory/postgres" ] || continue
    version=$("$directory/postgres" --version | grep -oE '[0-9]+' | head -n 1)
    if [ "$version" -ge 15 ] && [ "$version" -gt "$best" ] && [ "${1:-$version}" = "$version" ]; then
      best=$version postgres=$directory
    fi
  done < <(printf '%s\n' "${PATH//:/$'\n'}" /usr/lib/postgresql/*/bin)
  [ -n "$postgres" ]
}

need_postgres() { # [major]
  find_postgres "$@" && return
  [ -z "${1:-}" ] || die "this cluster needs the server binaries of PostgreSQL $1."
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "Installing PostgreSQL ..." >&2
    # No cluster of the distribution's own is wanted.
    mkdir -p /etc/postgresql-common/createcluster.d
    echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.d/hotmess.conf
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends postgresql; } >&2
  fi
  find_postgres || die "PostgreSQL 15 or newer was not found: neither on the PATH nor in /usr/lib/postgresql/*/bin."
}

# PostgreSQL refuses to run as root.
postgres_user() {
  if [ "$(id -u)" != 0 ]; then
    id -un
  elif id postgres >/dev/null 2>&1; then
    echo postgres
  else
    echo nobody
  fi
}

as_postgres() { # command ...
  if [ "$(id -u)" = 0 ]; then
    local user
    user=$(postgres_user)
    (cd / && exec setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups "$@")
  else
    "$@"
  fi
}

give_to_postgres() { # path
  if [ "$(id -u)" = 0 ]; then
    chown "$(postgres_user)" "$1"
  fi
}

# Makes a cluster with data checksums. Without a password file, whoever reaches the loopback is let in.
make_cluster() { # data superuser [password-file]
  local access=(-A trust)
  [ -z "${3:-}" ] || access=(-A scram-sha-256 --pwfile="$3")
  as_postgres "$postgres/initdb" -D "$1" -U "$2" "${access[@]}" -k -E UTF8 --locale=C.UTF-8 --lc-collate=C >/dev/null
}

# Waits until the server answers. One that was killed leaves its memory attached for a moment, so it is tried again.
start_cluster() { # data log option ...
  local data=$1 log=$2 try
  shift 2
  for try in 1 2 3 4 5; do
    if as_postgres "$postgres/pg_ctl" start -D "$data" -l "$log" -w -t 120 -s -o "$*" >/dev/null 2>&1; then
      return 0
    fi
    sleep "$try"
  done
  tail -n 20 "$log" >&2
  die "PostgreSQL did not start; its log is $log."
}

# The postmaster of a data directory, if it runs: its working directory says so, where a stale file might not.
postmaster() { # data
  local pid
  [ -f "$1/postmaster.pid" ] && read -r pid <"$1/postmaster.pid" || return 1
  [ "$(readlink "/proc/$pid/cwd" 2>/dev/null)" = "$(readlink -f "$1")" ] && printf '%s' "$pid"
}

stop_cluster() { # data mode
  postmaster "$1" >/dev/null || return 0
  as_postgres "$postgres/pg_ctl" stop -D "$1" -m "$2" -w -t 60 -s
}
