# frozen_string_literal: true

require "yaml"
require_relative "scripted"

# What a caller writes, and what becomes of it.
class ClientTest < Minitest::Test
  include Scripted
  include Entryphone

  def test_arguments_of_the_path_stand_first_or_have_names
    client = scripted(json({ id: "c1" }), json({ id: "c1" }))
    client.contacts.update("c1", name: "Ada")
    client.contacts.update(contact_id: "c1", name: "Ada")
    assert_equal(["https://api.intercom.io/contacts/c1"], requests.map(&:url).uniq)
    assert_equal(['{"name":"Ada"}'], requests.map(&:body).uniq)
  end

  def test_a_time_is_written_in_seconds_and_a_record_as_it_came
    client = scripted(json({ id: "c1", custom_attributes: { plan: "pro" } }), json({}))
    contact = client.contacts.find("c1")
    client.contacts.update("c1", signed_up_at: Time.at(1_700_000_000), custom_attributes: contact.custom_attributes)
    assert_equal({ "signed_up_at" => 1_700_000_000, "custom_attributes" => { "plan" => "pro" } }, JSON.parse(requests.last.body))
  end

  def test_what_json_cannot_say_is_refused_before_anything_is_sent
    client = scripted
    [Float::NAN, Object.new, "\xff", "\xff".b, "\xff".dup.force_encoding("US-ASCII")].each do |value|
      error = assert_raises(Entryphone::ArgumentError) { client.contacts.update("c1", name: value) }
      assert_includes error.message, "name is "
    end
    assert_empty requests
  end

  def test_texts_of_any_encoding_are_sent_in_utf8
    client = scripted
    ["Jörg", "Jörg".b, "Jörg".encode("UTF-16LE"), "Jörg".encode("ISO-8859-1")].each do |name|
      prepared = client.contacts.prepare(:update, name, name:, custom_attributes: { name => name })
      assert_equal ["https://api.intercom.io/contacts/J%C3%B6rg", { "name" => "Jörg", "custom_attributes" => { "Jörg" => "Jörg" } }],
                   [prepared.url, JSON.parse(prepared.body)]
    end
  end

  def test_a_value_of_a_wrong_kind_is_refused_with_what_would_be_right
    client = scripted
    mistakes = {
      -> { Client.new("token" => TOKEN) } => 'there is no option "token"; names are symbols',
      -> { Client.new(token: TOKEN, transport: 5) } => "transport must have the methods call, and Integer has not",
      -> { Client.new(token: TOKEN, fleet: { name: "x" }) } => "fleet must have the methods reserve and settings",
      -> { client.with_options(timeout: "5") } => 'timeout must be a number of seconds, not "5"',
      -> { client.with_options(deadline: 0) } => "deadline is 0; it must be a number of seconds greater than 0, up to 1000000000000",
      -> { client.with_options(deadline: Float::NAN) } => "deadline is NaN",
      -> { client.contacts.create({ email: "x" }) } => "contacts.create takes no argument by position and all else by name",
      -> { client.contacts.find("a", "b") } => "contacts.find takes contact_id by position and all else by name, not 2",
      -> { client.contacts.list(resume: 5).first } => "resume must be a string, not of the class Integer",
      -> { client.contacts.list(limit: 2**70).first } => "limit must be a whole number",
      -> { client.resume_job(nil) } => "the handle of a job must be a string, not nil",
      -> { client.request(5, "/x") } => "the method must be a string",
      -> { Entryphone.operations(2.14) } => "version must be a string"
    }
    mistakes.each { |work, sentence| assert_includes assert_raises(Entryphone::ArgumentError, &work).message, sentence }
    assert_empty requests
  end

  def test_a_misspelt_name_is_answered_with_the_nearest
    client = scripted
    misspelt = {
      -> { client.contacts.update("c1", nmae: "Ada") } => "did you mean \"name\"?",
      -> { client.call("contacts.fnd") } => "did you mean \"contacts.find\"?",
      -> { client.with_options(deadlin: 5) } => "did you mean \"deadline\"?",
      -> { client.contacts.prepare(:updat, "c1") } => "did you mean \"contacts.update\"?",
      -> { client.resume_job("{}", pol_from: 1) } => "did you mean \"poll_from\"?"
    }
    misspelt.each { |work, hint| assert_includes assert_raises(Entryphone::ArgumentError, &work).message, hint }
    assert_raises(NoMethodError) { client.contacts.fnd("c1") }
  end

  def test_resources_and_operations_are_methods
    client = scripted
    assert_respond_to client, :contacts
    assert_respond_to client.contacts, :merge_lead_in_user
    refute_respond_to client.contacts, :fnd
    assert_includes client.help_centers.collections.methods, :find
  end

  def test_every_operation_can_be_reached
    client = scripted(version: "Preview")
    Entryphone.operations.each do |row|
      *resources, operation = row.id.split(".")
      owner = resources.reduce(client) { |place, name| place.public_send(name) }
      assert owner.class.method_defined?(operation, false), "#{row.id} is hidden by a method of every object"
    end
  end

  def test_a_request_can_be_looked_at_without_a_token_in_it
    client = scripted
    prepared = client.contacts.prepare(:update, "c1", name: "Ada")
    assert_equal ["PUT", "https://api.intercom.io/contacts/c1", '{"name":"Ada"}'], [prepared.verb, prepared.url, prepared.body]
    assert_includes prepared.curl, "$INTERCOM_ACCESS_TOKEN"
    assert_equal prepared.curl, client.prepare("contacts.update", path: "c1", body: { name: "Ada" }).curl
    refute_includes prepared.headers.to_s, TOKEN
    assert_empty requests
  end

  def test_an_answer_comes_with_what_stands_around_it
    client = scripted(json({ id: "c1" }, "X-Request-Id": "r1", "X-RateLimit-Limit": "166"))
    answer = client.contacts.with_response(:find, "c1")
    assert_equal ["c1", 200, "r1", 166], [answer.data.id, answer.status, answer.request_id, answer.rate_limit.limit]
    assert_equal "r1", answer.headers["x-request-id"]
    assert_equal [200], answer.attempts.map(&:status)
    assert_kind_of Float, answer.attempts.first.duration
  end

  def test_a_failure_says_what_is_known
    refusal = { type: "error.list", request_id: "r9", errors: [{ code: "not_found", message: "User Not Found" }] }
    client = scripted(json(refusal, status: 404))
    error = assert_raises(NotFoundError) { client.contacts.find("c1") }
    assert_equal [404, "not_found", "r9", "contacts.find"], [error.status, error.code, error.request_id, error.operation]
    assert_equal ["User Not Found"], error.errors.map(&:message)
    assert_predicate error.message, :frozen?
    refute_predicate error, :maybe_applied?
    assert_equal error.request_id, Marshal.load(Marshal.dump(error)).request_id
  end

  def test_what_may_have_taken_effect_is_not_sent_again
    client = scripted(TransportFailure.new("reset by peer"))
    error = assert_raises(TransportError) { client.contacts.create(role: "lead") }
    assert_predicate error, :maybe_applied?
    assert_kind_of TransportFailure, error.cause
    assert_equal 1, requests.size
  end

  def test_what_was_not_sent_is_sent_again
    client = scripted(Errno::ECONNREFUSED.new, json({ id: "c1" }))
    assert_equal "c1", client.contacts.create(role: "lead").id
    assert_equal 2, requests.size
    assert_equal 1, clock.slept.size
  end

  def test_a_wait_that_the_server_asks_for_is_waited
    client = scripted(json({}, status: 429, "Retry-After": "2"), json({ id: "c1" }))
    assert_equal "c1", client.contacts.create(role: "lead").id
    assert_operator clock.slept.sum, :>=, 2000
  end

  def test_a_mistake_in_a_transport_is_seen_as_what_it_is
    client = scripted(NoMethodError.new("a mistake"))
    assert_raises(NoMethodError) { client.contacts.find("c1") }
    assert_includes assert_raises(TransportError) { scripted(nil, max_attempts: 1).contacts.find("c1") }.message, "without a status"
  end

  def test_an_answer_that_is_none_is_seen_as_what_it_is
    [70_000, -1, "200", nil].each do |status|
      error = assert_raises(TransportError) { scripted(Response.new(status), max_attempts: 1).contacts.find("c1") }
      assert_includes error.message, "without a status"
    end
    [{ "id" => "c1" }, 5].each do |body|
      error = assert_raises(Entryphone::ArgumentError) { scripted(Response.new(200, {}, body)).contacts.find("c1") }
      assert_includes error.message, "a body must be a string or bring strings, not of the class #{body.class}"
    end
  end

  def test_what_a_transport_says_is_read_in_any_encoding
    ["r\xC3\xA9seau".b, "r\xE9seau".dup.force_encoding("ISO-8859-1"), "r\u00e9seau"].each do |words|
      error = assert_raises(TransportError) { scripted(IOError.new(words), max_attempts: 1).contacts.find("c1") }
      assert_includes error.message, "réseau"
    end
    client = scripted(token: -> { raise "no \xff".b })
    assert_includes assert_raises(AuthenticationError) { client.contacts.find("c1") }.message, "no \ufffd"
    headers = { "x-\xff".b => "\xe9".b, "x-\u00e9" => "\u00e9" }
    assert_equal "c1", scripted(json({ id: "c1" }, **headers.transform_keys(&:to_sym))).contacts.find("c1").id
  end

  def test_a_body_that_is_too_long_is_not_kept
    client = scripted(json({ id: "c" * 2000 }), max_body_bytes: 1000, max_attempts: 1)
    assert_includes assert_raises(TransportError) { client.contacts.find("c1") }.message, "1000"
  end

  def test_bodies_come_in_chunks_or_are_read
    bodies = [["{\"id\":", "\"c1\"}"], StringIO.new('{"id":"c1"}')]
    client = scripted(*bodies.map { |body| Response.new(200, [["Content-Type", "application/json"]], body) })
    assert_equal(%w[c1 c1], Array.new(2) { client.contacts.find("c1").id })
  end

  def test_files_are_sent_in_a_form
    files = [StringIO.new("a,b"), Upload.new(name: "list.csv", content: "a,b"), Upload.new(name: "list.csv", content: StringIO.new("a,b"))]
    client = scripted(*files.map { json({}) }, version: "Preview")
    files.each { |file| client.ecommerce_connectors.upload_catalog(*row_path, catalog: file, part_number: 1) }
    requests.each { |request| assert_match(/name="catalog"; filename="(catalog|list.csv)".*\r\n\r\na,b\r\n--/m, request.body) }
    assert_includes requests.last.body, 'filename="list.csv"'
  end

  def row_path
    Entryphone.operations.find { |row| row.id == "ecommerce_connectors.upload_catalog" }.path_params.map { "1" }
  end

  def test_half_of_a_surrogate_pair_is_no_reason_to_lose_an_answer
    texts = { '"a\ud800"' => "a\ufffd", '"\udc00b"' => "\ufffdb", '"\uD83D\uDE00"' => "😀", '"\\\\ud800"' => "\\ud800" }
    client = scripted(*texts.keys.map { |text| json(%({"name":#{text}})) })
    assert_equal(texts.values, texts.map { client.contacts.find("c1").name })
  end

  def test_what_is_no_json_is_no_answer
    ["{\"id\":", "\xff", "\u{feff}{}"].each do |text|
      error = assert_raises(ApiError) { scripted(json(text), max_attempts: 1).contacts.find("c1") }
      assert_includes error.message, "the answer is not JSON"
    end
  end

  def test_arguments_without_an_end_are_refused
    endless = {}
    endless[:more] = endless
    assert_raises(Entryphone::ArgumentError) { scripted.contacts.update("c1", custom_attributes: endless) }
  end

  def test_integers_keep_all_their_digits
    client = scripted(json('{"id":12345678901234567890}'))
    assert_equal 12_345_678_901_234_567_890, client.contacts.find("c1").id
  end

  def test_a_provider_is_asked_for_the_token
    asked = 0
    client = scripted(json({}), token: -> { "token-#{asked += 1}" })
    client.contacts.find("c1")
    assert_equal "Bearer token-1", requests.first.headers["Authorization"]
    failing = scripted(token: -> { raise "the vault is closed" })
    assert_includes assert_raises(Entryphone::Error) { failing.contacts.find("c1") }.message, "the vault is closed"
  end

  def test_the_token_is_shown_nowhere
    client = scripted(Errno::ECONNRESET.new, max_attempts: 1)
    error = assert_raises(TransportError) { client.contacts.find("c1") }
    shown = [client, client.contacts, error, error.full_message, requests.first, client.instance_variables].map(&:inspect).join
    refute_includes shown, TOKEN
    assert_equal "Bearer #{TOKEN}", requests.first.headers["Authorization"]
    wrapped = assert_raises(Entryphone::ArgumentError) { Client.new(token: [TOKEN]) }
    refute_includes wrapped.full_message, TOKEN
  end

  # In another process, or after a cache, it would lead anywhere.
  def test_what_is_of_this_process_is_not_dumped
    client = scripted(page(%w[a], "n"))
    held = [client, client.contacts.list, client.contacts.list.first_page]
    held.each { |one| assert_includes assert_raises(TypeError) { Marshal.dump(one) }.message, "is of this process alone" }
    assert_raises(TypeError) { YAML.dump(client) }
    20.times { assert_raises(TypeError) { client.send(:operations_host).engine.dup } }
    GC.start
    assert_equal "2.16", client.version
  end

  def test_events_are_told
    told = []
    client = scripted(json({}, status: 429, "Retry-After": "1"), json({}), on_event: ->(event) { told << event })
    client.contacts.find("c1")
    assert_includes told.map(&:event), "retry"
    refute_includes told.inspect, TOKEN
  end

  def test_a_listener_that_raises_ends_the_call
    client = scripted(json({}), on_event: ->(_) { raise IOError, "the log is full" })
    assert_raises(IOError) { client.contacts.find("c1") }
  end

  def test_a_client_with_other_options_shares_the_transport
    client = scripted(json({}))
    other = client.with_options(version: "2.14", timeout: 2.5)
    other.contacts.find("c1")
    assert_equal ["2.14", "2.16"], [other.version, client.version]
    assert_equal 2.5, requests.first.timeout
    assert_raises(NotInVersionError) { other.macros.list.first_page }
  end

  def test_anything_can_be_requested_past_the_catalog
    client = scripted(json({ ok: true }))
    assert client.request("GET", "/new_thing", query: { page: 2 }).ok
    assert_equal "https://api.intercom.io/new_thing?page=2", requests.first.url
  end

  def test_a_strict_client_tells_how_an_answer_differs
    client = scripted(json({ type: "contact", id: 5 }), strict: true)
    assert_equal ["id"], client.contacts.with_response(:find, "c1").drift.map(&:path)
  end

  def test_where_requests_go_is_said_once
    assert_equal "https://api.eu.intercom.io", scripted(region: "eu").base_url
    assert_raises(Entryphone::ArgumentError) { scripted(region: "eu", base_url: "https://example.com") }
  end

  def test_one_client_serves_many_threads
    transport = ->(request) { json({ id: request.url[/\d+\z/] }) }
    client = Client.new(token: TOKEN, transport:, limiter: false)
    found = Array.new(8) { |at| Thread.new { Array.new(20) { |turn| client.contacts.find((at * 20) + turn).id.to_i } } }.flat_map(&:value)
    assert_equal (0...160).to_a, found.sort
  end
end
