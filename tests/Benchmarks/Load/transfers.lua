-- Transfers of one coin between people of a file, every ordered pair of them in turn: the giver's token, a command id of its
-- own, a uuid ordered by time as clients draw them. Arguments: people file (id, token), first number, step.
local counter = 0
function setup(thread) thread:set("number", counter); counter = counter + 1 end

function init(args)
  next_one, step = tonumber(args[2]) + number, tonumber(args[3])
  ids, tokens = {}, {}
  for line in io.lines(args[1]) do
    local id, token = line:match("^(%S+) (%S+)")
    ids[#ids + 1] = id
    tokens[#tokens + 1] = "Bearer " .. token
  end
  headers = { ["Content-Type"] = "application/json" }
  started = os.time() * 1000
end

-- With 10 and with 1,000 people no pair comes twice before all have come: the multipliers have no divisor in common with 10,
-- 1,000, 9 and 999.
function request()
  local from = next_one * 7919 % #ids
  local to = (from + 1 + next_one * 2861 % (#ids - 1)) % #ids
  headers["Authorization"] = tokens[from + 1]
  local time = started + math.floor(next_one / 8)
  headers["Idempotency-Key"] = string.format(
    "%08x-%04x-7000-8002-%012x", math.floor(time / 65536), time % 65536, next_one)
  next_one = next_one + step
  return wrk.format("POST", "/v1/coins/transfers", headers, '{"to":"' .. ids[to + 1] .. '","amount":1}')
end
