# frozen_string_literal: true

require_relative "vectors"

# Every shared vector of the machine: what is prepared, steps of calls, listings.
class MachineVectorsTest < Minitest::Test
  FOLDERS = %w[drift errors events pages repeats requests security versions].freeze

  include VectorAssertions
  include VectorAssertions.of(FOLDERS)

  # A machine that is told heads first must do the same as one that is shown everything.
  def run_vector(vector)
    error = vector.dig("expect", "error")
    return refuses(error) { vector.key?("resume") ? pager_of(vector) : start(*made_of(vector)) } if error
    return run_pages(vector) if vector["pages"]
    return [false, true].each { |is_read_by_host| run_steps(made_of(vector), vector["steps"], is_read_by_host) } if vector["steps"]

    call = start(*made_of(vector))
    sending = step(call.start(0))["send"]
    assert_equal vector.dig("expect", "request"), wire(sending, call.body)
  end

  private

  def made_of(vector)
    [client_of(vector["config"]), vector["call"], parts_of(vector["call"])]
  end

  def start(client, call, parts, number = 0)
    seed = (call["seed"] || 0) + number
    raw = call["request"]
    return attempt { client.start_raw(raw["method"], raw["path"], parts, seed) } if raw

    attempt { client.start(call["operation"], parts, "", seed) }
  end

  def run_steps(made, steps, is_read_by_host)
    calls = Hash.new { |known, number| known[number] = { call: start(*made, number), attempt: 0 } }
    steps.each do |line|
      known = calls[line["call"] || 0]
      came = step(feed(known, line["now"], line["input"], is_read_by_host))
      known[:attempt] = came["send"]["attempt"] if came["send"]
      assert_equal line["expect"].keys, came.keys, came.to_s
      line["expect"].each { |name, fields| compare(flat(came[name]), fields) }
      compare_events(known[:call].drain_events, line["events"])
    end
  end

  def feed(known, now, input, is_read_by_host)
    call = known[:call]
    return call.public_send(input, now) if input.is_a?(String)

    name, value = input.first
    case name
    when "reserved" then call.reserved(now, value.map(&:to_i))
    when "token", "unavailable", "no_token" then call.public_send(name, now, value)
    else told(call, name, now, value["attempt"] || known[:attempt], value, is_read_by_host)
    end
  end

  def told(call, name, now, attempt, value, is_read_by_host)
    return attempt { call.lost(now, attempt, value["kind"], value["sent"], value["message"] || "") } if name == "lost"
    return call.head(now, attempt, value["status"], lines(value["headers"])) if name == "head"

    body = bytes(value)
    return call.answered(now, attempt, value["status"], lines(value["headers"]), body) unless is_read_by_host

    text = call.head(now, attempt, value["status"], lines(value["headers"]))
    asked = step(text)
    return call.read(now, attempt, body.bytesize) if asked["read"] && of_form?(asked["read"]["form"], body)

    asked["read"] || asked["collect"] ? call.collected(now, attempt, body) : text
  end

  # As the face itself reads.
  def of_form?(form, body)
    return true if form != "json" || body.empty?

    Entryphone::Json.read(body)
    true
  rescue JSON::ParserError
    false
  end

  def pager_of(vector, made = made_of(vector), resume = vector["resume"])
    client, call, parts = made
    pager = attempt { client.pages(call["operation"], parts, resume, 0) }
    pager.limit(vector["limit"]) if vector.key?("limit")
    pager
  end

  def run_pages(vector)
    made = made_of(vector)
    pagers = { 0 => pager_of(vector, made) }
    now = 0
    vector["pages"].each do |line|
      now = line["now"] || now
      number = line["pager"] || 0
      # Which is what a face does whose caller breaks off; it cannot wait for a garbage collector.
      next pagers.delete(number).limit(0) if line["dropped"]

      pagers[number] = play(made, pagers[number] || pager_of(vector, made), line, now)
    end
    ended = vector["end"]
    return refuses(ended["error"]) { attempt { pagers[0].call(made.first, now, 0) } } if ended.is_a?(Hash)

    same ended, pagers[0].is_over ? "over" : "more"
  end

  def play(made, pager, line, now)
    client = made.first
    asks(attempt { pager.call(client, now, 0) }, line["asks"], now) if line["asks"]
    refuses(line["refuses"]) { attempt { pager.call(client, now, 0) } } if line["refuses"]
    if line.key?("answer") then turn(pager, line, now)
    elsif line.key?("fails") then fail_page(pager, line)
    end
    checkpoint(made, pager, line["checkpoint"])
  end

  def asks(call, expected, now)
    assert call, "the listing ended early"
    sending = step(call.start(now))["send"]
    compare({ "url" => sending["url"], "body" => sending["has_body"] ? step(call.body) : nil }, expected)
  end

  def turn(pager, line, now)
    answer = line["answer"]
    members = answer.is_a?(Hash) ? answer.slice(*VectorAssertions::Engine.pager_members.split(",")) : {}
    items = attempt { pager.turn(write(members), Entryphone::Page.send(:items_at, answer, pager.items_path)&.size, now) }
    compare({ "items" => items, "restarted" => false }, line["gives"] || {})
    compare_events(pager.drain_events, line["events"])
  end

  def fail_page(pager, line)
    restarted = pager.fail(line["fails"])
    return unless line.key?("gives")

    assert_equal line["gives"].nil?, restarted.nil?
    compare({ "items" => 0, "restarted" => restarted }, line["gives"] || {})
  end

  def checkpoint(made, pager, expected)
    refuses(expected["error"]) { attempt { pager.checkpoint } } if expected.is_a?(Hash)
    return pager unless expected.is_a?(String)

    assert_equal(expected, attempt { pager.checkpoint })
    pager_of({}, made, expected)
  end
end
