-- Check-ins: all people of a file once, in an order that looks drawn, then all again in another one, each time at another of
-- the venues; as VisitNumbers in C#. Arguments: people file (id, token; 10,000 of them), venues, first number, step.
dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "posts.lua")

function init(args)
  venues, next_one, step = tonumber(args[2]), tonumber(args[3]) + number, tonumber(args[4])
  _, tokens = pairs_of(args[1])
  post = poster("/v1/check-ins", "8003")
end

function request()
  local turn = math.floor(next_one / #tokens)
  local person = (next_one % #tokens * (10 * turn + 3) + turn * 7919) % #tokens
  local venue = (person * 37 + turn) % venues
  local request = post(tokens[person + 1], next_one, '{"venue_id":"venue-' .. venue .. '"}')
  next_one = next_one + step
  return request
end
