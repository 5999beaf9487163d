# frozen_string_literal: true

require "entryphone/testing"
require "minitest"
require "tmpdir"
require_relative "emulator"

# Cassettes: recorded by this language as by the others, and played without a network.
class CassettesTest < Minitest::Test
  include Entryphone

  FOLDER = File.expand_path("../vectors/cassettes", __dir__)
  # The time at which scripts are recorded: the first of January 2026.
  NOW_MS = 1_767_225_600_000
  DAYS = { created_at_after: 1, created_at_before: 4_102_444_800 }.freeze

  def setup
    @folder = Dir.mktmpdir
    @path = File.join(@folder, "cassette.jsonl")
  end

  def teardown
    FileUtils.remove_entry(@folder)
    @emulator&.stop
  end

  def client_of(cassette, **options)
    Client.new(token: "test-token", transport: cassette, clock: cassette.clock, **options)
  end

  # What sends contacts of these ids.
  def contacts(*ids)
    ->(_) { Response.new(200, { "Content-Type" => "application/json" }, JSON.generate(id: ids.shift, email: "ada@example.com")) }
  end

  def on_emulator(cassette)
    client_of(cassette, token: Emulator::TOKEN, base_url: @emulator.url)
  end

  Dir.glob("*.json", base: FOLDER).each do |name|
    script = JSON.parse(File.read(File.join(FOLDER, name)))
    shared = File.join(FOLDER, "#{name}l")

    define_method("test_#{name}_plays") do
      replay = Testing::Replay.new(shared)
      client = client_of(replay)
      script["vectors"].each { |vector| assert_equal vector["expect"], result(client, vector["call"]), vector["name"] }
      assert_equal 0, replay.left
      assert_operator replay.clock.now, :>=, script["takes_at_least_ms"]
    end

    define_method("test_#{name}_is_recorded_as_it_is_shared_so_that_each_language_plays_what_any_recorded") do
      @emulator = Emulator.new(**script["emulator"].transform_keys(&:to_sym))
      @emulator.stop_at(NOW_MS)
      client = on_emulator(Testing::Recording.new(@path, clock: Testing::VirtualClock.new))
      script["vectors"].each do |vector|
        @emulator.faults(*vector["faults"])
        assert_equal vector["expect"], result(client, vector["call"]), vector["name"]
      end
      anew = File.read(@path)
      refute_includes anew, Emulator::TOKEN
      assert_equal facts(File.read(shared)), facts(anew)
    end
  end

  def test_it_records_once_and_plays_ever_after
    first = Testing.cassette(@path, transport: contacts("c1"), hide: ["email"])
    assert_equal "ada@example.com", client_of(first).contacts.find("c1").email
    assert_equal "***", client_of(Testing.cassette(@path)).contacts.find("c1").email
    refute_includes File.read(@path), "ada@example.com"
  end

  def test_modes
    assert_raises(Errno::ENOENT) { Testing.cassette(@path, mode: "none") }
    client_of(Testing.cassette(@path, transport: contacts("c1"), hide: "email")).contacts.find("c1")
    client_of(Testing.cassette(@path, mode: :append, transport: contacts("c2"))).contacts.find("c1")
    both = client_of(Testing.cassette(@path, mode: "none"))
    assert_equal([%w[c1 ***], %w[c2 ***]], Array.new(2) { both.contacts.find("c1") }.map { |contact| [contact.id, contact.email] })
    Testing.cassette(@path, mode: "all")
    assert_equal 0, Testing::Replay.new(@path).left
    assert_includes assert_raises(Entryphone::ArgumentError) { Testing.cassette(@path, mode: "sometimes") }.message, '"sometimes"'
  end

  def test_a_body_that_comes_in_chunks_is_kept_as_it_is_read
    pieces = ->(_) { Response.new(200, { "Content-Type" => "application/json" }, ['{"id":', '"c1"}'].each) }
    assert_equal "c1", client_of(Testing::Recording.new(@path, transport: pieces)).contacts.find("c1").id
    assert_equal "c1", client_of(Testing::Replay.new(@path)).contacts.find("c1").id
  end

  def test_a_download_breaks_off_where_it_did
    @emulator = Emulator.new(job_seconds: 0)
    recording = Testing::Recording.new(@path, clock: Testing::VirtualClock.new)
    live = broken_download(on_emulator(recording)) { @emulator.faults({ truncate: 100, match: { path: "/download/*" } }) }
    assert_equal live, broken_download(on_emulator(Testing::Replay.new(@path)))
  end

  def test_a_download_whose_reader_stops_is_kept_as_far_as_it_was_read
    @emulator = Emulator.new(job_seconds: 0)
    read = lambda do |cassette|
      job = on_emulator(cassette).job("data_export.create", **DAYS)
      job.wait
      job.download.first(1)
    end
    assert_equal read.call(Testing::Recording.new(@path, clock: Testing::VirtualClock.new)), read.call(Testing::Replay.new(@path))
  end

  def test_an_unknown_request_ends_its_call_at_once_and_says_what_is_nearest
    client_of(Testing::Recording.new(@path, transport: contacts("c1"))).contacts.find("c1")
    replay = Testing::Replay.new(@path)
    error = assert_raises(Entryphone::ArgumentError) { client_of(replay).contacts.find("c2") }
    assert_match(%r{nothing for GET /contacts/c2; the nearest is GET /contacts/c1}, error.message)
    assert_equal [[], 1], [replay.clock.slept, replay.left]
    assert_equal "c1", client_of(replay).contacts.find("c1").id
  end

  def test_what_is_no_cassette_is_refused
    error = assert_raises(Entryphone::ArgumentError) { Testing::Replay.new(File.join(FOLDER, "tour.json")) }
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

  # The lines of a cassette, without what differs from recording to recording and from library to library.
  def facts(text)
    text.gsub(/127\.0\.0\.1:\d+/, "emulator").lines.map do |line|
      known = JSON.parse(line).except("at_ms", "took_ms")
      known["lost"]&.delete("message")
      known["answer"]["headers"].sort! if known["answer"]
      known
    end
  end

  # How many bytes come of a download before it breaks off.
  def broken_download(client)
    job = client.job("data_export.create", **DAYS)
    job.wait
    yield if block_given?
    received = 0
    assert_raises(TransportError) { job.download.each { |chunk| received += chunk.bytesize } }
    received
  end
end
