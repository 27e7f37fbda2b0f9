-- Taps between distinct pairs, from the first half of the people to the second: the sender's token, a command id of its own,
-- a uuid ordered by time as clients draw them.
-- Arguments: people file (id, token), first pair, step.
local counter = 0
function setup(thread) thread:set("number", counter); counter = counter + 1 end

function init(args)
  next_pair, step = tonumber(args[2]) + number, tonumber(args[3])
  ids, tokens = {}, {}
  for line in io.lines(args[1]) do
    local id, token = line:match("^(%S+) (%S+)")
    ids[#ids + 1] = id
    tokens[#tokens + 1] = "Bearer " .. token
  end
  half = math.floor(#ids / 2)
  headers = { ["Content-Type"] = "application/json" }
  started = os.time() * 1000
end

function request()
  local from = next_pair % half + 1
  local to = half + (next_pair * 2861 + math.floor(next_pair / half)) % half + 1
  headers["Authorization"] = tokens[from]
  local time = started + math.floor(next_pair / 8)
  headers["Idempotency-Key"] = string.format(
    "%08x-%04x-7000-8000-%012x", math.floor(time / 65536), time % 65536, next_pair)
  next_pair = next_pair + step
  return wrk.format("POST", "/v1/taps", headers, '{"to":"' .. ids[to] .. '","kind":"tap"}')
end
