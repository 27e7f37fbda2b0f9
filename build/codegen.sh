#!/usr/bin/env bash
# Writes what is made from the sources: Wolverine's code for the endpoints, the list of requests, the contents pages in
# docs/contracts, the read models' migration, and the golden file of a new event.
# The code is made by a program without the code that stands there, which may name endpoints that are gone.
set -euo pipefail
unset CDPATH
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The requests that the JSON of /v1 knows, one line each: its generator takes them only in one place.
list_requests() {
  local list=src/Api/Hosting/ApiJson.cs lines
  lines=$(find src/Api -mindepth 2 -name '*Endpoint.cs' ! -path '*/Hosting/*' -print0 | LC_ALL=C sort -z |
    xargs -0 sed -nE 's/^public sealed record ([A-Za-z]+Request)\b.*/\1/p; s/^namespace HotMess\.Api\.(.*);/\1/p' |
    awk '/Request$/ { print "[JsonSerializable(typeof(" area "." $0 "))]"; next } { area = $0 }')
  lines=$lines awk '/^\[JsonSerializable\(typeof\([A-Za-z]+\.[A-Za-z]+Request\)\)\]$/ { next }
    /partial class ApiJson/ { print ENVIRON["lines"] } { print }' "$list" >"$list.new"
  mv "$list.new" "$list"
}

list_requests
dotnet build src/Api -c Release -o artifacts/codegen -p:WithoutGenerated=true --nologo -v quiet
dotnet artifacts/codegen/hotmess.dll codegen write "$PWD/src/Api/Internal/Generated"
for page in House.Tests/GeneratedTests Api.Tests/Contracts.ContractTests Projections.Tests/Schema.SchemaTests \
  Contracts.Tests/StoredContractsTests; do
  project=${page%%/*}
  dotnet build "tests/$project" -c Release --nologo -v quiet
  HOTMESS_REGENERATE=1 dotnet "tests/$project/bin/Release/net10.0/HotMess.$project.dll" -noLogo -noColor \
    -class "HotMess.$project.${page#*/}"
done
echo "Written. Build again before you run a test: the migrations are part of what is built."
