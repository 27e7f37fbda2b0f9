#!/usr/bin/env bash
# Writes Wolverine's code for the endpoints, as the sources of now make it. It is built without the code that stands there,
# which may name endpoints that are gone.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet build src/Api -c Release -o artifacts/codegen -p:WithoutGenerated=true --nologo -v quiet
exec dotnet artifacts/codegen/hotmess.dll codegen write "$PWD/src/Api/Internal/Generated"
