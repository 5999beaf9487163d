# frozen_string_literal: true

require_relative "vectors"

# Every shared vector of jobs, which are a machine of their own.
class JobVectorsTest < Minitest::Test
  FOLDERS = %w[jobs].freeze
  STEPS = { "asks" => "call", "waits" => "wait", "finished" => "finished", "failed" => "failed" }.freeze

  include VectorAssertions
  include VectorAssertions.of(FOLDERS)

  def run_vector(vector)
    @client = client_of(vector["config"])
    return refuses(vector["expect"]["error"]) { begin_job(vector) } unless vector["steps"]

    @job = begin_job(vector)
    vector["steps"].each { |line| play(line) }
  end

  private

  def begin_job(vector)
    call = vector["call"]
    given = call || vector["resume"]
    options = write(given["options"] || {})
    seed = given["seed"] || 0
    return attempt { @client.job(call["operation"], parts_of(call), "", options, seed) } if call

    handle = given["handle"]
    attempt { @client.resume_job(handle.is_a?(String) ? handle : write(handle), options, seed) }
  end

  def play(line)
    now = line["now"]
    verb, wanted = line.find { |name, _| name != "now" }
    return report(line, now) if %w[response lost abandoned].include?(verb)

    work = -> { act(verb, now) }
    return refuses(wanted, &work) if verb == "failed"
    return refuses(wanted["error"], &work) if wanted.is_a?(Hash) && wanted["error"]

    actual = work.call
    return compare_events(actual, wanted) if verb == "events"

    verb == "handle" || !wanted.is_a?(Hash) ? same(wanted, actual) : compare(actual, wanted)
  end

  def act(verb, now)
    case verb
    when "events" then @job.drain_events
    when "download" then first(attempt { @job.download(@client) }, now)
    when "handle" then @job.handle && step(@job.handle)
    when "id", "status" then @job.public_send(verb)
    when "cancel"
      attempt { @job.cancel }
      "ok"
    else take_step(verb, now)
    end
  end

  def take_step(verb, now)
    came = step(@job.next(@client, now))
    raise Vectors::Refusal, came["failed"] if came["failed"]

    assert_equal [STEPS[verb]], came.keys
    return came["finished"]["end"] if came["finished"]
    return came["wait"] if came["wait"]

    @call = @job.call
    assert_nil @job.call, "a call is handed out once"
    first(@call, now)
  end

  # Ends the call as the line says, and tells the job.
  def report(line, now)
    came = step(ended(line, now))
    assert came["done"] || came["failed"], "the call goes on"
    return @job.failed(now, @call) if came["failed"]

    body = bytes(line["response"])
    attempt { @job.answered(now, body.empty? ? nil : body, line["retry_after_ms"]) }
  end

  def ended(line, now)
    answer, lost = line.values_at("response", "lost")
    return @call.answered(now, 1, answer["status"], lines(answer["headers"]), bytes(answer)) if answer

    lost ? @call.lost(now, 1, lost["kind"], lost["sent"], lost["message"] || "") : @call.cancel(now)
  end

  # What a call sends first.
  def first(call, now)
    sending = step(call.start(now))["send"]
    body = sending["has_body"] ? step(call.body) : nil
    flat(sending).merge("accept" => sending["headers"].to_h["Accept"], "body" => body)
  end
end
