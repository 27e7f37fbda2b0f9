-- One distinct pair of people per request: for the plain and the stock server. Arguments: path, people file, first pair, step.
dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "posts.lua")

function init(args)
  next_pair, step = tonumber(args[3]) + number, tonumber(args[4])
  people = {}
  for line in io.lines(args[2]) do people[#people + 1] = line:match("^%S+") end
  half = math.floor(#people / 2)
  post = poster(args[1])
end

function request()
  local from = people[next_pair % half + 1]
  local to = people[half + (next_pair * 2861 + math.floor(next_pair / half)) % half + 1]
  local request = post("", next_pair, '{"from":"' .. from .. '","to":"' .. to .. '","kind":"tap"}')
  next_pair = next_pair + step
  return request
end
