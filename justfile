# The recipes of the project. `./justw NAME` runs one, wherever `just` itself is not installed.

set positional-arguments

# List the recipes.
default:
    @'{{ just_executable() }}' --justfile '{{ justfile() }}' --list --unsorted

# Serve on http://127.0.0.1:5080 over a PostgreSQL cluster of its own (HOTMESS_DB, HOTMESS_PORT, HOTMESS_HOME change that).
[no-exit-message]
run:
    @exec build/run.sh

# Build, run every test and check on clusters of their own, and count them.
[no-exit-message]
test *only:
    @exec build/test.sh "$@"

# Try every fault as often as the catalogue says: `just faults`, `just faults 10`, `just faults 10 KillTests`.
[no-exit-message]
faults *arguments:
    @exec build/faults.sh "$@"

# Measure against pgbench, plain Npgsql and stock Marten, and keep the table in tests/Benchmarks/Results.
[no-exit-message]
bench *arguments:
    @exec build/bench.sh "$@"

# Seed a running server with a believable night in London; `just demo --people 1000` with a fuller one.
[no-exit-message]
demo *arguments:
    @exec build/hotmess.sh demo "$@"

# Replay real input through a running server: `just replay messages FILE`, `just replay checkins FILE VENUES`.
[no-exit-message]
replay *arguments:
    @exec build/hotmess.sh replay "$@"

# Print a token: `just token --role service_role`, `just token --role authenticated --user UUID`.
[no-exit-message]
token *arguments:
    @exec build/hotmess.sh token "$@"

# Check the whole database: the tree's every leaf and node against the log.
[no-exit-message]
verify *arguments:
    @exec build/hotmess.sh verify "$@"

# Make a projection's tables again from the log beside the live ones, and switch: `just rebuild Chats`, `just rebuild all`.
[no-exit-message]
rebuild *arguments:
    @exec build/hotmess.sh rebuild "$@"

# Let a parked projection go on from where it stands: `just retry Chats`.
[no-exit-message]
retry *arguments:
    @exec build/hotmess.sh retry "$@"

# Try again what was done in the world without success until the tries were used up.
[no-exit-message]
retry-effects *arguments:
    @exec build/hotmess.sh retry-effects "$@"

# Any verb of the host: `just hotmess VERB ...`.
[no-exit-message]
hotmess *arguments:
    @exec build/hotmess.sh "$@"

# Write the generated code and the generated contracts again.
codegen:
    @build/codegen.sh

# Format the code.
format:
    dotnet format HotMess.sln --exclude src/Api/Internal/Generated

# Write the skeletons of a verb and a spec that fails: `just new verb Taps PokePerson`.
[no-exit-message]
new *arguments:
    @exec build/new.sh "$@"

# Print the slice of one area: `just slice Taps`.
slice area:
    @find src tests -path '*/bin' -prune -o -path '*/obj' -prune -o -type f -path '*/{{ area }}/*' -print | sort
