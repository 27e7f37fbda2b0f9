#!/usr/bin/env bash
# Writes Wolverine's code for the endpoints and the contents pages in docs/contracts, as the sources of now make them.
# The code is made by a program without the code that stands there, which may name endpoints that are gone.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet build src/Api -c Release -o artifacts/codegen -p:WithoutGenerated=true --nologo -v quiet
dotnet artifacts/codegen/hotmess.dll codegen write "$PWD/src/Api/Internal/Generated"
for page in House.Tests/GeneratedTests Api.Tests/Contracts.ContractTests Projections.Tests/Schema.SchemaTests; do
  project=${page%%/*}
  dotnet build "tests/$project" -c Release --nologo -v quiet
  HOTMESS_REGENERATE=1 dotnet "tests/$project/bin/Release/net10.0/HotMess.$project.dll" -noLogo -noColor \
    -class "HotMess.$project.${page#*/}"
done
