-- One distinct pair of people per request: for the plain and the stock server. Arguments: path, people file, first pair, step.
local counter = 0
function setup(thread) thread:set("number", counter); counter = counter + 1 end

function init(args)
  path, next_pair, step = args[1], tonumber(args[3]) + number, tonumber(args[4])
  people = {}
  for line in io.lines(args[2]) do people[#people + 1] = line:match("^%S+") end
  half = math.floor(#people / 2)
  headers = { ["Content-Type"] = "application/json" }
end

function request()
  local from = people[next_pair % half + 1]
  local to = people[half + (next_pair * 2861 + math.floor(next_pair / half)) % half + 1]
  next_pair = next_pair + step
  return wrk.format("POST", path, headers, '{"from":"' .. from .. '","to":"' .. to .. '","kind":"tap"}')
end
