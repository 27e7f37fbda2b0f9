#!/usr/bin/env bash
# Runs a verb of the host against the database of the running server, or the one that HOTMESS_DB names.
set -euo pipefail
unset CDPATH
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. build/lib.sh

env_file=${HOTMESS_HOME:-.hotmess}/env
if [ -z "${HOTMESS_DB:-}" ] && [ -f "$env_file" ]; then
  # shellcheck disable=SC1090
  . "$env_file"
fi
build_server
exec dotnet "$app" "$@"
