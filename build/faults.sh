#!/usr/bin/env bash
# Tries every fault as often as the catalogue says, one at a time, on clusters of their own, and ends with a table.
#
#   build/faults.sh [ROUNDS] [CLASS ...]   ROUNDS: a number instead of the catalogue's; CLASS: e.g. KillTests
#   HOTMESS_FAULT_SEED                     repeats the random choices of a run, which prints its seed
set -euo pipefail
unset CDPATH
cd "$(dirname "${BASH_SOURCE[0]}")/.."

rounds=full
if [[ ${1:-} =~ ^[0-9]+$ ]]; then
  rounds=$1
  shift
fi
chosen=()
for class in "$@"; do
  chosen+=(-class "HotMess.Faults.Tests.$class")
done
dotnet build tests/Faults.Tests -c Release --nologo -v quiet
export HOTMESS_FAULT_ROUNDS=$rounds
program=tests/Faults.Tests/bin/Release/net10.0/HotMess.Faults.Tests.dll
exec dotnet "$program" -noLogo -noColor -parallel none "${chosen[@]}"
