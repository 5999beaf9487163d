# frozen_string_literal: true

require_relative "vectors"

# Every shared vector of what needs no machine: one function, what goes in, what comes out.
class FunctionVectorsTest < Minitest::Test
  FOLDERS = %w[downloads identity oauth search webhooks].freeze
  SECRET = "very-secret"

  include VectorAssertions
  include VectorAssertions.of(FOLDERS)

  RUNNERS = %w[unwrap sign user_hash messenger_jwt authorize_url exchange check download].freeze

  def run_vector(vector)
    return read_rows(vector) if vector["rows"]

    name = RUNNERS.find { |runner| vector.key?(runner) }
    work = -> { send("run_#{name}", vector[name], vector) }
    if vector["expect"]["error"]
      error = refuses(vector["expect"]["error"], &work)
      return refute_includes error.to_s, SECRET
    end
    judge(work.call, *vector["expect"].first)
  end

  private

  def judge(outcome, member, wanted)
    return same(wanted, outcome, member) unless wanted.is_a?(Hash)

    summary = wanted["summary"]
    compare(outcome["summary"], summary) if summary
    compare(outcome, summary ? wanted.merge("summary" => outcome["summary"]) : wanted)
  end

  def run_unwrap(given, _vector)
    secrets = given["secrets"].map { |secret| raw(secret) }
    JSON.parse(attempt { engine.webhook_unwrap(raw(given["body"]), text_lines(given["headers"]), secrets) })
  end

  def run_sign(given, _vector)
    attempt { engine.webhook_sign(raw(given["body"]), raw(given["secret"])) }
  end

  def run_user_hash(given, _vector)
    attempt { engine.user_hash(raw(given["secret"]), given["user"]) }
  end

  def run_messenger_jwt(given, _vector)
    attempt { engine.messenger_jwt(raw(given["secret"]), write(given["claims"]), given["expires_at"]) }
  end

  def run_authorize_url(given, _vector)
    attempt { engine.authorize_url(given["region"], given["client_id"], given["state"], given["redirect_uri"]) }
  end

  def run_check(given, _vector)
    texts = [write(given["query"]), write(given["unchecked"] || [])]
    attempt { engine.search_check(given["resource"], given["version"], *texts) }
    true
  end

  def run_exchange(given, vector)
    client = client_of({ "token" => nil }.merge(given["config"] || {}))
    call = attempt { client.exchange(given["client_id"], given["client_secret"], given["code"], 0) }
    sending = step(call.start(0))["send"]
    answer, lost = vector.values_at("answer", "lost")
    return wire(sending, call.body) unless answer || lost

    came = step(answer ? call.answered(1, 1, answer["status"], lines(answer["headers"]), bytes(answer)) : lose(call, lost))
    raise Vectors::Refusal, came["failed"] if came["failed"]

    JSON.parse(attempt { engine.read_grant(bytes(answer)) })
  end

  def lose(call, lost)
    call.lost(1, 1, lost["kind"], lost["sent"], lost["message"] || "")
  end

  def run_download(given, vector)
    download = engine::Download.new(0, 200, lines(given["headers"]), given["decoded"] || false, given["verify"] || false)
    steps = given["steps"] || [{ "resume" => true }]
    steps[0...-1].each { |one| attempt { watch(download, one) } }
    last = -> { attempt { watch(download, steps.last) } }
    if vector["expect"]["error"]
      message = refuses(vector["expect"]["error"], &last)["message"]
      refuses({ "message" => message }) { attempt { download.on_end } }
    end
    summary = last.call
    step(download.head).merge(
      "received" => download.received, "format" => download.format, "stalls_at_ms" => download.stalls_at_ms,
      "summary" => summary.is_a?(String) ? step(summary) : nil
    )
  end

  def watch(download, step)
    now = step["now"] || 0
    if step.key?("chunk") then download.on_chunk(now, raw(step["chunk"]))
    elsif step.key?("length") then download.on_length(now, step["length"])
    elsif step["check"] then download.check(now)
    elsif step["resume"] then download.resume(now)
    else download.on_end
    end
  end

  # The files are looked at here, since an error may come after them.
  def read_rows(vector)
    given = vector["rows"]
    chunks = given["chunks"].map { |chunk| raw(chunk) }
    whole = chunks.join
    expected = (vector["expect"]["files"] || []).map { |file| valued(file) }
    [chunks, [whole], whole.bytes.map { |byte| [byte].pack("C") }].each do |cut|
      found = []
      work = -> { drain(found, given, cut) }
      vector["expect"]["error"] ? refuses(vector["expect"]["error"], &work) : work.call
      assert_equal expected, found
    end
  end

  def drain(found, given, chunks)
    rows = attempt { engine::Rows.new(given["syntax"], given["max_row_bytes"]) }
    chunks.each { |chunk| take(found, ->(is_first) { rows.push(is_first ? chunk : "") }) }
    take(found, ->(_) { rows.finish })
  end

  def take(found, step)
    is_first = true
    loop do
      batch = JSON.parse(attempt { step.call(is_first) })
      found << { "file" => batch["file"], "columns" => batch["columns"], "rows" => [] } if batch["begins_file"]
      found.last["rows"].concat(batch["rows"]) if batch["rows"].any?
      is_first = false
      break unless batch["more_follows"]
    end
  end

  # Lines of JSON are texts in vectors, and values when they have come over the border.
  def valued(file)
    file["columns"].empty? ? file.merge("rows" => file["rows"].map { |text,| JSON.parse(text) }) : file
  end

  # A text stands for its UTF-8, an object for what is no text.
  def raw(value)
    return value.b if value.is_a?(String)

    value.key?("hex") ? [value["hex"]].pack("H*") : value["base64"].unpack1("m")
  end

  # Headers whose values are bytes, as HTTP libraries have them.
  def text_lines(pairs)
    Entryphone::Wire.lines(pairs.map { |name, value| [name, raw(value)] })
  end

  def engine
    VectorAssertions::Engine
  end
end
