#!/usr/bin/env bash
# Writes Wolverine's code for the endpoints, as the sources of now make it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet build src/Api -c Release --nologo -v quiet
exec dotnet src/Api/bin/Release/net10.0/hotmess.dll codegen write "${1:-src/Api/Internal/Generated}"
