-- Reads, each person in turn. Arguments: people file (id, token), path, whose {me} and {thing} are filled in, file of things
-- or "-", plain or ours: the plain server is given no token.
local counter = 0
function setup(thread) thread:set("number", counter); counter = counter + 1 end

local function lines(file)
  local found = {}
  if file ~= "-" then for line in io.lines(file) do found[#found + 1] = line end end
  return found
end

function init(args)
  at, things = number, lines(args[3])
  requests, headers = {}, {}
  for i, line in ipairs(lines(args[1])) do
    local id, token = line:match("^(%S+) (%S+)")
    local path = args[2]:gsub("{me}", id):gsub("{thing}", things[(i - 1) % math.max(1, #things) + 1] or "")
    if args[4] ~= "plain" then headers = { ["Authorization"] = "Bearer " .. token } end
    requests[i] = wrk.format("GET", path, headers)
  end
end

function request()
  at = at + 2
  return requests[at % #requests + 1]
end
