# frozen_string_literal: true

require "entryphone/testing"
require "minitest"
require "tempfile"

# Cassettes that other languages have recorded play in this one.
class CassettesTest < Minitest::Test
  FOLDER = File.expand_path("../vectors/cassettes", __dir__)

  def client_of(replay)
    Entryphone::Client.new(token: "test-token", transport: replay, clock: replay.clock)
  end

  Dir.glob("*.json", base: FOLDER).each do |name|
    define_method("test_#{name}_plays") do
      script = JSON.parse(File.read(File.join(FOLDER, name)))
      replay = Entryphone::Testing::Replay.new(File.join(FOLDER, "#{name}l"))
      client = client_of(replay)
      script["vectors"].each { |vector| assert_equal vector["expect"], result(client, vector["call"]), vector["name"] }
      assert_equal 0, replay.left
      assert_operator replay.clock.now, :>=, script["takes_at_least_ms"]
    end
  end

  def test_an_unknown_request_ends_its_call_at_once_and_says_what_is_nearest
    Tempfile.create("cassette") do |file|
      exchange = { request: { method: "GET", url: "/contacts/c1", version: "2.16" }, at_ms: 0, took_ms: 0,
                   answer: { status: 200, headers: [], json: { id: "c1" } } }
      file.write(%({"cassette":1,"hidden":[]}\n), JSON.generate(exchange), "\n")
      file.close
      replay = Entryphone::Testing::Replay.new(file.path)
      error = assert_raises(Entryphone::ArgumentError) { client_of(replay).contacts.find("c2") }
      assert_match(%r{nothing for GET /contacts/c2; the nearest is GET /contacts/c1}, error.message)
      assert_equal [[], 1], [replay.clock.slept, replay.left]
      assert_equal "c1", client_of(replay).contacts.find("c1").id
    end
  end

  def test_what_is_no_cassette_is_refused
    error = assert_raises(Entryphone::ArgumentError) { Entryphone::Testing::Replay.new(File.join(FOLDER, "tour.json")) }
    assert_match(/line 1 of the cassette cannot be read/, error.message)
  end

  private

  # Makes a call of a script, and gives what it comes to.
  def result(client, call)
    return job(client.job(call["job"], **call["arguments"].transform_keys(&:to_sym))) if call["job"]

    found = client.call(call["operation"], **call.except("operation").transform_keys(&:to_sym))
    found.is_a?(Entryphone::Listing) ? { "ids" => found.map(&:id) } : { "id" => found.id }
  rescue Entryphone::Error => e
    { "error" => { "kind" => e.kind, "maybe_applied" => e.maybe_applied? } }
  end

  def job(started)
    { "end" => started.wait, "bytes" => started.download.read.bytesize }
  end
end
