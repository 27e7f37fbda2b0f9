-- Taps between distinct pairs, from the first half of the people to the second: the sender's token, a command id of its own.
-- Arguments: people file (id, token), first pair, step.
dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "posts.lua")

function init(args)
  next_pair, step = tonumber(args[2]) + number, tonumber(args[3])
  ids, tokens = pairs_of(args[1])
  half = math.floor(#ids / 2)
  post = poster("/v1/taps", "8000")
end

function request()
  local from = next_pair % half + 1
  local to = half + (next_pair * 2861 + math.floor(next_pair / half)) % half + 1
  local request = post(tokens[from], next_pair, '{"to":"' .. ids[to] .. '","kind":"tap"}')
  next_pair = next_pair + step
  return request
end
