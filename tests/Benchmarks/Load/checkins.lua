-- Check-ins: all people of a file once, in an order that looks drawn, then all again in another one, each time at another of
-- the venues; as VisitNumbers in C#. Arguments: people file (id, token; 10,000 of them), venues, first number, step.
local counter = 0
function setup(thread) thread:set("number", counter); counter = counter + 1 end

function init(args)
  venues, next_one, step = tonumber(args[2]), tonumber(args[3]) + number, tonumber(args[4])
  tokens = {}
  for line in io.lines(args[1]) do tokens[#tokens + 1] = "Bearer " .. line:match("^%S+ (%S+)") end
  headers = { ["Content-Type"] = "application/json" }
  started = os.time() * 1000
end

function request()
  local turn = math.floor(next_one / #tokens)
  local person = (next_one % #tokens * (10 * turn + 3) + turn * 7919) % #tokens
  local venue = (person * 37 + turn) % venues
  headers["Authorization"] = tokens[person + 1]
  local time = started + math.floor(next_one / 8)
  headers["Idempotency-Key"] = string.format(
    "%08x-%04x-7000-8003-%012x", math.floor(time / 65536), time % 65536, next_one)
  next_one = next_one + step
  return wrk.format("POST", "/v1/check-ins", headers, '{"venue_id":"venue-' .. venue .. '"}')
end
