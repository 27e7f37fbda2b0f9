-- What the loads of commands share. A request is put together from what never changes and not by wrk.format, which does more
-- than that: the load should cost little beside what it measures.
local counter = 0
function setup(thread) thread:set("number", counter); counter = counter + 1 end

-- A file of pairs: names, and the tokens' headers.
function pairs_of(file)
  local names, tokens = {}, {}
  for line in io.lines(file) do
    local name, token = line:match("^(%S+) (%S+)")
    names[#names + 1] = name
    tokens[#tokens + 1] = "Authorization: Bearer " .. token .. "\r\n"
  end
  return names, tokens
end

-- Sends to one path. Each command's id is a uuid ordered by time, as clients draw them; kind is four digits of it.
function poster(path, kind)
  local head = "POST " .. path .. " HTTP/1.1\r\nHost: " .. wrk.headers["Host"] .. "\r\nContent-Type: application/json\r\n"
  local key = "Idempotency-Key: %08x-%04x-7000-" .. (kind or "") .. "-%012x\r\n"
  local started = os.time() * 1000
  return function(token, number, body)
    local time = started + math.floor(number / 8)
    local id = kind and string.format(key, math.floor(time / 65536), time % 65536, number) or ""
    return head .. token .. id .. "Content-Length: " .. #body .. "\r\n\r\n" .. body
  end
end
