-- Transfers of one coin between people of a file, every ordered pair of them in turn: the giver's token. Arguments: people
-- file (id, token), first number, step.
dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "posts.lua")

function init(args)
  next_one, step = tonumber(args[2]) + number, tonumber(args[3])
  ids, tokens = pairs_of(args[1])
  post = poster("/v1/coins/transfers", "8002")
end

-- With 10 and with 1,000 people no pair comes twice before all have come: the multipliers have no divisor in common with 10,
-- 1,000, 9 and 999.
function request()
  local from = next_one * 7919 % #ids
  local to = (from + 1 + next_one * 2861 % (#ids - 1)) % #ids
  local request = post(tokens[from + 1], next_one, '{"to":"' .. ids[to + 1] .. '","amount":1}')
  next_one = next_one + step
  return request
end
