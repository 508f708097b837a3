-- Sends the bodies of the file $BODIES in turn to /graphql and prints one line of JSON at the end.
local made, place = {}, 0

function init(_)
  local headers = { ["Content-Type"] = "application/json", ["X-Actor"] = os.getenv("ACTOR") }
  if os.getenv("TOKEN") then
    headers["Authorization"] = "Bearer " .. os.getenv("TOKEN")
  end
  for body in io.lines(os.getenv("BODIES")) do
    made[#made + 1] = wrk.format("POST", "/graphql", headers, body)
  end
end

function request()
  place = place % #made + 1
  return made[place]
end

function done(summary, latency, _)
  local failed = summary.errors
  print(string.format(
    '{"count":%d,"seconds":%.6f,"p50":%.3f,"p99":%.3f,"failed":%d}',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    failed.status + failed.connect + failed.read + failed.write + failed.timeout))
end
