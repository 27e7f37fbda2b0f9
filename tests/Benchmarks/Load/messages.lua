-- Messages into given threads in turn. Arguments: threads file (thread id, token of a participant), first number, step.
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
  text = "are you still at the bar on the corner, or shall we meet later "
end

function request()
  local at = next_one % #threads + 1
  headers["Authorization"] = tokens[at]
  headers["Idempotency-Key"] = "bench-message-" .. next_one
  local body = '{"thread_id":"' .. threads[at] .. '","text":"' .. text .. next_one .. '"}'
  next_one = next_one + step
  return wrk.format("POST", "/v1/messages", headers, body)
end
