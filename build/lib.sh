# shellcheck shell=bash
# What the recipes share: the built server, PostgreSQL, processes. Sourced with the working directory at the root.

say() { printf '%s\n' "$*"; }

die() {
  printf 'hotmess: %s\n' "$*" >&2
  exit 1
}

# Processes. One is known by its number and its start, which together no later process repeats.

process_start() { # pid
  local stat
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  stat=${stat##*) }
  # shellcheck disable=SC2086
  set -- $stat
  printf '%s' "${20}"
}

remember_process() { # file pid
  printf '%s %s\n' "$2" "$(process_start "$2")" >"$1"
}

# The process that a file remembers, if it still runs.
remembered_process() { # file
  local pid start
  [ -f "$1" ] && read -r pid start <"$1" || return 1
  [ -n "$start" ] && [ "$(process_start "$pid")" = "$start" ] && printf '%s' "$pid"
}

# Asks a process to end, and ends it where it has not after the given seconds.
end_process() { # pid seconds
  local steps=$(($2 * 10))
  kill -TERM "$1" 2>/dev/null || return 0
  while [ "$steps" -gt 0 ] && is_running "$1"; do
    sleep 0.1
    steps=$((steps - 1))
  done
  kill -KILL "$1" 2>/dev/null || true
}

# A zombie has ended, though its parent has not yet asked.
is_running() { # pid
  local stat
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  stat=${stat##*) }
  [ "${stat%% *}" != Z ]
}

port_is_taken() { # port
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

free_port() { # first
  local port=$1
  while port_is_taken "$port"; do
    port=$((port + 1))
  done
  printf '%s' "$port"
}

# The status of a GET, or 000.
http_status() { # port path
  local line=
  {
    exec 3<>"/dev/tcp/127.0.0.1/$1" &&
      printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' "$2" >&3 &&
      read -r -t 5 line <&3
    exec 3>&-
  } 2>/dev/null || true
  line=${line#* }
  line=${line%% *}
  printf '%s' "${line:-000}"
}

# The server. Each state of its sources is published once, to a directory named by their hash, which never changes
# again: a build cannot disturb a server that runs, and nothing is built twice.

sources_hash() {
  find src build migrations Directory.Build.props Directory.Packages.props global.json \
    \( -name bin -o -name obj \) -prune -o -type f -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c 1-16
}

# Sets `app` to the server's program, after publishing it where that is needed.
build_server() {
  command -v dotnet >/dev/null 2>&1 || die "the .NET SDK (dotnet) was not found."
  local directory
  directory=artifacts/app/$(sources_hash)
  app=$PWD/$directory/hotmess.dll
  [ ! -f "$app" ] || return 0
  mkdir -p artifacts/app
  (
    flock 8
    [ -f "$app" ] || publish_server "$directory"
  ) 8>artifacts/app/lock
}

# Compiled ahead of time it starts in half the time; where that compiler is not to be had, it runs all the same.
publish_server() { # directory
  local draft=artifacts/app/draft log=artifacts/app/build.log
  local options=(-c Release -o "$draft" --nologo -v quiet)
  say "Building (the first time takes a minute or two) ..." >&2
  rm -rf "$draft"
  if ! dotnet publish src/Api "${options[@]}" --use-current-runtime --self-contained false \
    -p:PublishReadyToRun=true >"$log" 2>&1; then
    rm -rf "$draft"
    dotnet publish src/Api "${options[@]}" >"$log" 2>&1 || { cat "$log" >&2; die "the build failed."; }
  fi
  forget_old_builds
  mv "$draft" "$1"
}

# All but the newest four, one of which may be running.
forget_old_builds() {
  find artifacts/app -mindepth 1 -maxdepth 1 -type d ! -name draft -printf '%T@ %p\n' |
    sort -rn | tail -n +5 | cut -d ' ' -f 2- | xargs -r rm -rf
}
