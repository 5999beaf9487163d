# frozen_string_literal: true

# What the client costs beside what it stands on, as JSON of the names of tests/budget.toml. Each figure is the best of many: what else
# runs on the machine only adds to it.

require "entryphone"
require "json"

BODY = JSON.generate(type: "contact", id: "c1", email: "ada@example.com", custom_attributes: { plan: "pro" })
HEADERS = { "content-type" => ["application/json"], "x-request-id" => ["r1"], "x-ratelimit-limit" => ["166"] }.freeze
CLIENT = Entryphone::Client.new(token: "t", limiter: false, transport: ->(_) { Entryphone::Response.new(200, HEADERS, BODY) })

# Rounds are short, so that some of them are not interrupted.
def microseconds(times = 20, rounds = 400, &)
  seconds = Array.new(rounds) do
    from = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID)
    times.times(&)
    Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID) - from
  end
  seconds.min / times * 1e6
end

parsing = microseconds { JSON.parse(BODY) }
figures = {
  "one call, everything but transport and JSON" => microseconds { CLIENT.contacts.find("c1") } - parsing
}
chunk = Random.bytes(64 << 10)
watch = Entryphone::Engine::Download.new(0, 200, "content-type:application/octet-stream\n", true, false)
figures["a chunk of 64 KiB of a download"] = microseconds(5) { watch.on_chunk(0, chunk) }
puts JSON.generate(figures:)
