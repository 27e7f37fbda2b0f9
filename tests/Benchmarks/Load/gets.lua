-- Reads, each person in turn. Arguments: file (person id, token), path; the plain server is told who asks by ?me=, ours by the token.
local counter = 0
function setup(thread) thread:set("number", counter); counter = counter + 1 end

function init(args)
  path, plain, at = args[2], args[3] == "plain", number
  ids, headers = {}, {}
  for line in io.lines(args[1]) do
    local id, token = line:match("^(%S+) (%S+)")
    ids[#ids + 1] = id
    headers[#headers + 1] = { ["Authorization"] = "Bearer " .. token }
  end
end

function request()
  at = at + 2
  local one = at % #ids + 1
  if plain then return wrk.format("GET", path .. "?me=" .. ids[one]) end
  return wrk.format("GET", path, headers[one])
end
