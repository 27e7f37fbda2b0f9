-- Messages into given threads in turn. Arguments: threads file (thread id, token of a participant), first number, step.
dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "posts.lua")

function init(args)
  next_one, step = tonumber(args[2]) + number, tonumber(args[3])
  threads, tokens = pairs_of(args[1])
  text = "are you still at the bar on the corner, or shall we meet later "
  post = poster("/v1/messages", "8001")
end

function request()
  local at = next_one % #threads + 1
  local body = '{"thread_id":"' .. threads[at] .. '","text":"' .. text .. next_one .. '"}'
  local request = post(tokens[at], next_one, body)
  next_one = next_one + step
  return request
end
