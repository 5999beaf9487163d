# frozen_string_literal: true

# A tour of the Ruby client against the emulator: every step says what it did, and checks it.
#
# `cargo xtask demo` starts the emulator, installs the gem, and runs this. It exits with 0 only if every check held.

require "entryphone"
require "json"
require "net/http"
require "stringio"
require "tmpdir"

EMULATOR = ENV.fetch("INTERCOM_BASE_URL")
COLOUR = $stdout.tty? && !ENV.key?("NO_COLOR")

def style(code, text)
  COLOUR ? "\e[#{code}m#{text}\e[0m" : text
end

def say(text)
  puts "    #{text}"
end

def quietly(text)
  say(style("2", text.to_s))
end

# Says what holds, or ends the tour with what does not.
def check(holds, what)
  abort("    #{style("31", "NOT SO")}: #{what}") unless holds
  say("#{style("32", "✓")} #{what}")
end

# Talks to the emulator's own door, which tells what really arrived and took effect.
def control(door, body = nil)
  uri = URI("#{EMULATOR}/_emulator/#{door}")
  JSON.parse(body ? Net::HTTP.post(uri, JSON.generate(body)).body : Net::HTTP.get(uri))
end

def arrived(verb, path)
  control("requests").count { |seen| seen["method"] == verb && seen["path"] == path }
end

# The error that a block raises.
def failure
  yield
rescue Entryphone::Error => e
  quietly("#{e.class}: #{e.message}")
  e
else
  check(false, "the failure is raised")
end

STEPS = {
  "Say hello" => lambda { |client|
    quietly(client.inspect)
    me = client.admins.identify
    check(me.type == "admin", "GET /me answers #{me.name} of #{me.app.name}")
  },
  "Look at a request without sending it" => lambda { |client|
    before = control("requests").size
    client.contacts.prepare(:update, "c1", name: "Ada").curl.each_line { |line| quietly(line.chomp) }
    check(control("requests").size == before, "nothing was sent, and no token is shown")
  },
  "Make a contact, and read it by pattern" => lambda { |client|
    made = client.contacts.create(role: "user", email: "lovelace@example.com", custom_attributes: { plan: "pro" })
    case client.contacts.find(made.id)
    in { email: String => email, custom_attributes: { plan: } } then check(plan == "pro", "#{email} has the plan #{plan}")
    end
    check(failure { client.contacts.update(made.id, nmae: "Ada") }.is_a?(Entryphone::ArgumentError), "a misspelt argument is refused")
  },
  "List over several pages" => lambda { |client|
    before = arrived("GET", "/contacts")
    ids = client.contacts.list(per_page: 10).map(&:id)
    check(arrived("GET", "/contacts") - before == (ids.size / 10.0).ceil, "#{ids.size} contacts came over pages of 10")
    few = client.contacts.list(per_page: 10).lazy.map(&:id).first(3)
    check(few == ids.first(3), "a lazy reader of three of them asked for one page")
    page = client.contacts.list(per_page: 10).first_page
    check(client.contacts.list(per_page: 10, resume: page.checkpoint).map(&:id) == ids.drop(10),
          "left after a page, gone on from its checkpoint")
  },
  "Search" => lambda { |client|
    search = Entryphone::Search
    query = search.all(search.field("role").equals("user"), search.field("email").ends_with("@example.com"))
    found = client.contacts.search(query:).map(&:email)
    check(found.include?("lovelace@example.com"), "Ada is among the #{found.size} found")
  },
  "Export the messages of a month" => lambda { |client|
    days = { created_at_after: Time.at(1_700_000_000), created_at_before: Time.at(1_702_592_000) }
    job = client.job("data_export.create", **days, poll_from: 0.05, poll_to: 0.2)
    states = []
    job.wait(deadline: 60) { |seen| states << seen.status }
    quietly("#{job.inspect}, after #{states.uniq.join(" → ")}")
    Dir.mktmpdir do |folder|
      file = File.join(folder, "messages.csv.gz")
      summary = job.download.to_file(file)
      rows = File.open(file, "rb") { |chunks| Entryphone::Rows.sniff(chunks).to_a }
      check(rows.any?, "#{rows.size} rows in #{summary.bytes} bytes")
    end
  },
  "Receive a webhook, and believe only what is signed" => lambda { |_|
    body = JSON.generate(topic: "contact.user.created", data: { item: { id: "7" } })
    env = { "rack.input" => StringIO.new(body), "HTTP_X_HUB_SIGNATURE" => Entryphone::Webhooks.sign(body, "old") }
    check(Entryphone::Webhooks.unwrap(env, secret: %w[new old]).topic == "contact.user.created",
          "it is Intercom's, by the older of two secrets")
    forged = env.merge("rack.input" => StringIO.new(body.sub("7", "8")))
    check(failure {
            Entryphone::Webhooks.unwrap(forged, secret: "old")
          }.is_a?(Entryphone::SignatureError), "a forged notification is refused")
  },
  "Meet a refusal by the rate limit, and wait it out" => lambda { |client|
    body = { type: "error.list", errors: [{ code: "rate_limit_exceeded", message: "Exceeded rate limit" }] }
    control("faults", [{ status: 429, headers: { "Retry-After" => "1" }, body: }])
    answer = client.tags.with_response(:create, name: "patience")
    answer.attempts.each { |attempt| quietly("attempt #{attempt.number}: #{attempt.status}, #{attempt.waited || "no"} seconds of waiting") }
    check(answer.attempts.map(&:status) == [429, 200], "a refused POST was sent again, as it may be")
  },
  "Meet an outage on a POST, and do not repeat it" => lambda { |client|
    control("faults", [{ match: { method: "POST", path: "/contacts" }, status: 503 }])
    before = arrived("POST", "/contacts")
    check(failure {
            client.contacts.create(role: "lead", name: "Once Only")
          }.maybe_applied?, "the error says that it may have taken effect")
    check(arrived("POST", "/contacts") - before == 1, "the emulator has seen it exactly once")
  },
  "Ask for what is not there" => lambda { |client|
    error = failure { client.contacts.find("no-such-contact") }
    check(error.is_a?(Entryphone::NotFoundError) && !error.request_id.nil?, "a NotFoundError, with the request id support asks for")
  },
  "Speak another version of the API" => lambda { |client|
    say("operations: #{%w[2.7 2.14 2.16 Preview].map { |version| "#{version}: #{Entryphone.operations(version).size}" }.join(" · ")}")
    error = failure { client.with_options(version: "2.14").macros.list.first }
    check(error.is_a?(Entryphone::NotInVersionError), "an operation of tomorrow is refused today, before anything is sent")
  }
}.freeze

puts style("1", "\nentryphone #{Entryphone::VERSION} in Ruby #{RUBY_VERSION}: a tour, against the emulator at #{EMULATOR}")
client = Entryphone::Client.new(base_url: EMULATOR)
STEPS.each.with_index(1) do |(name, take), number|
  puts "\n#{style("1;36", format("%2d.", number))} #{style("1", name)}"
  take.call(client)
end
puts style("1;32", "\nAll #{STEPS.size} steps did what they said.\n")
