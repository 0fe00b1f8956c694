-- For wrk: requests from a file, one body a line, each connection's next the next of all; the result as one line of JSON.
-- Arguments behind "--": the file, and the bearer token (or "").
local requests, place = {}, 0

function init(arguments)
  local headers = { ["content-type"] = "application/json" }
  if arguments[2] ~= "" then headers["authorization"] = "Bearer " .. arguments[2] end
  for body in io.lines(arguments[1]) do
    requests[#requests + 1] = wrk.format("POST", nil, headers, body)
  end
end

function request()
  place = place % #requests + 1
  return requests[place]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests":%d,"seconds":%f,"bytes":%d,"p50Ms":%f,"p99Ms":%f,"failures":%d}\n',
    summary.requests, summary.duration / 1e6, summary.bytes,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout
  ))
end
