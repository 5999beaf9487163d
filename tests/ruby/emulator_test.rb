# frozen_string_literal: true

require "entryphone"
require "minitest"
require "tmpdir"
require_relative "emulator"

# The whole client against an emulator that fails on demand.
class EmulatorTest < Minitest::Test
  def self.emulator
    @emulator ||= Emulator.new(contacts: 23).tap { |emulator| Minitest.after_run { emulator.stop } }
  end

  def setup
    @emulator = EmulatorTest.emulator
    @emulator.reset
    @client = Entryphone::Client.new(token: Emulator::TOKEN, base_url: @emulator.url, limiter: false)
  end

  def arrived(verb, path)
    @emulator.requests.count { |seen| seen["method"] == verb && seen["path"] == path }
  end

  def applied(path)
    @emulator.applied.count { |change| change["path"] == path }
  end

  def test_a_contact_is_made_found_changed_and_deleted
    made = @client.contacts.create(role: "user", email: "ada@example.com", custom_attributes: { plan: "pro" })
    @client.contacts.update(made.id, name: "Ada")
    assert_equal %w[Ada pro], @client.contacts.find(made.id).then { |contact| [contact.name, contact.custom_attributes.plan] }
    assert @client.contacts.delete(made.id).deleted
    error = assert_raises(Entryphone::NotFoundError) { @client.contacts.find(made.id) }
    refute_nil error.request_id
  end

  def test_a_listing_brings_each_contact_once
    ids = @client.contacts.list(per_page: 5).map(&:id)
    assert_equal [23, 23], [ids.size, ids.uniq.size]
    assert_equal 5, arrived("GET", "/contacts")
    page = @client.contacts.list(per_page: 5).pages.take(2).last
    assert_equal ids.drop(10), @client.contacts.list(per_page: 5, resume: page.checkpoint).map(&:id)
  end

  def test_a_search_is_built_and_paged
    search = Entryphone::Search
    query = search.all(search.field("role").one_of(%w[user lead]), search.field(:created_at).greater_than(Time.at(0)))
    search.check("contacts", @client.version, query)
    found = @client.contacts.search(query:, pagination: { per_page: 10 })
    assert_equal 23, found.count
    assert_raises(Entryphone::ArgumentError) { search.check("contacts", "2.16", search.field("role").compare("??", 1)) }
  end

  def test_a_post_that_may_have_taken_effect_is_sent_once
    @emulator.faults({ drop: "after", match: { method: "POST", path: "/tags" } })
    error = assert_raises(Entryphone::TransportError) { @client.tags.create(name: "ghost") }
    assert_predicate error, :maybe_applied?
    assert_equal [1, 1], [arrived("POST", "/tags"), applied("/tags")]
  end

  def test_a_post_that_failed_is_sent_once
    @emulator.faults({ status: 503, match: { method: "POST", path: "/contacts" } })
    error = assert_raises(Entryphone::ServerError) { @client.contacts.create(role: "lead") }
    assert_predicate error, :maybe_applied?
    assert_equal 1, arrived("POST", "/contacts")
  end

  def test_a_get_is_sent_again_until_it_is_answered
    @emulator.faults({ html: 502 }, { drop: "before" }, { truncate: 20 })
    assert_equal "admin", @client.admins.identify.type
    assert_equal 4, arrived("GET", "/me")
  end

  def test_a_refusal_by_the_rate_limit_is_waited_out
    body = { type: "error.list", errors: [{ code: "rate_limit_exceeded", message: "Exceeded rate limit" }] }
    @emulator.faults({ status: 429, headers: { "Retry-After" => "0" }, body: })
    assert_equal "patience", @client.tags.create(name: "patience").name
    assert_equal 1, applied("/tags")
  end

  def test_a_connection_is_kept_over_threads
    ids = @client.contacts.list.map(&:id)
    threads = ids.each_slice(6).map { |part| Thread.new { part.map { |id| @client.contacts.find(id).id } } }
    assert_equal ids, threads.flat_map(&:value)
  end

  # An export that is looked at more often than others have reason to.
  def export
    days = { created_at_after: Time.at(1_700_000_000), created_at_before: Time.at(1_702_592_000) }
    @client.job("data_export.create", **days, poll_from: 0.01, poll_to: 0.02).tap { @emulator.advance(60_000) }
  end

  def test_an_export_is_followed_to_its_file
    job = export
    resumed = @client.resume_job(job.handle, poll_from: 0.01, poll_to: 0.02)
    assert_equal job.id, resumed.id
    looks = []
    assert_equal "complete", job.wait(deadline: 30) { |followed| looks << followed.status }
    refute_empty looks
    Dir.mktmpdir do |folder|
      path = File.join(folder, "messages.csv.gz")
      summary = job.download.to_file(path)
      assert_equal [File.size(path), [path]], [summary.bytes, Dir.children(folder).map { |name| File.join(folder, name) }]
      rows = File.open(path, "rb") { |file| Entryphone::Rows.sniff(file).to_a }
      assert_equal rows, job.download.rows.to_a
      assert_respond_to rows.first, :email
    end
  end

  def test_a_download_can_be_gone_over_from_outside
    job = export
    job.wait
    whole = job.download.read
    assert_equal whole.byteslice(0, 10), job.download.each.next.byteslice(0, 10)
    assert_equal whole, job.download.each.with_index.map { |chunk, _| chunk }.join
    download = job.download
    download.each { assert_raises(Entryphone::ArgumentError) { download.read } }
    assert_equal whole.bytesize, download.summary.bytes
  end

  def test_a_download_that_breaks_off_leaves_no_file
    job = export
    job.wait
    @emulator.faults({ truncate: 40 })
    Dir.mktmpdir do |folder|
      download = job.download
      assert_raises(Entryphone::Error) { download.to_file(File.join(folder, "messages.csv.gz")) }
      assert_empty Dir.children(folder)
      assert_raises(Entryphone::ArgumentError) { download.read }
    end
  end

  def test_what_fails_in_a_reader_is_not_the_downloads
    job = export
    job.wait
    full = Object.new
    def full.write(_chunk) = raise(Errno::ENOSPC)
    assert_raises(Errno::ENOSPC) { job.download.to_io(full) }
  end

  def test_a_download_that_is_left_lets_go_of_its_connection
    job = export
    job.wait
    assert_equal 1, job.download.first(1).size
    assert_equal "admin", @client.admins.identify.type
  end

  def test_faraday_sends_as_well
    begin
      require "faraday"
    rescue LoadError
      skip "there is no faraday here, which is the user's to install"
    end
    client = @client.with_options(transport: Entryphone::FaradayTransport.new)
    assert_equal "Grace", client.contacts.create(role: "user", name: "Grace").name
    @emulator.faults({ drop: "after", match: { method: "POST", path: "/tags" } })
    assert_predicate assert_raises(Entryphone::TransportError) { client.tags.create(name: "ghost") }, :maybe_applied?
    raising = client.with_options(transport: Entryphone::FaradayTransport.new(Faraday.new { |made| made.response(:raise_error) }))
    assert_raises(Entryphone::NotFoundError) { raising.contacts.find("nobody") }
    nowhere = client.with_options(base_url: "http://127.0.0.1:9", max_attempts: 1)
    refute_predicate assert_raises(Entryphone::TransportError) { nowhere.tags.create(name: "x") }, :maybe_applied?
  end
end
