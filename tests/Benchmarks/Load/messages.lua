-- Messages into given threads in turn, each under a uuid ordered by time. Arguments: threads file (thread id, token of a participant), first number, step.
local counter = 0
function setup(thread) thread:set("number", counter); counter = counter + 1 end

function init(args)
  next_one, step = tonumber(args[2]) + number, tonumber(args[3])
  threads, tokens = {}, {}
  for line in io.lines(args[1]) do
    local thread, token = line:match("^(%S+) (%S+)")
    threads[#threads + 1] = thread
    tokens[#tokens + 1] = "Bearer " .. token
  end
  headers = { ["Content-Type"] = "application/json" }
  started = os.time() * 1000
  text = "are you still at the bar on the corner, or shall we meet later "
end

function request()
  local at = next_one % #threads + 1
  headers["Authorization"] = tokens[at]
  local time = started + math.floor(next_one / 8)
  headers["Idempotency-Key"] = string.format(
    "%08x-%04x-7000-8001-%012x", math.floor(time / 65536), time % 65536, next_one)
  local body = '{"thread_id":"' .. threads[at] .. '","text":"' .. text .. next_one .. '"}'
  next_one = next_one + step
  return wrk.format("POST", "/v1/messages", headers, body)
end
