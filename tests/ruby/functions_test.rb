# frozen_string_literal: true

require_relative "scripted"
require "rack/mock"

# What needs no listing and no job: signatures, identities, grants, fleets, rows.
class FunctionsTest < Minitest::Test
  include Scripted
  include Entryphone

  BODY = JSON.generate(id: "notif_1", topic: "contact.user.created", data: { item: { id: "7" } })

  def test_a_notification_is_read_when_it_is_signed
    headers = { "X-Hub-Signature" => Webhooks.sign(BODY, "old") }
    notification = Webhooks.unwrap(BODY, headers, secret: %w[new old])
    assert_equal ["contact.user.created", "7"], [notification.topic, notification.item.id]
    Webhooks.verify(BODY, headers, secret: "old")
    assert_raises(SignatureError) { Webhooks.unwrap(BODY.sub("7", "8"), headers, secret: "old") }
    assert_includes Webhooks.known_topics, "contact.user.created"
  end

  def test_an_environment_of_rack_is_all_it_takes
    env = Rack::MockRequest.env_for("/hook", method: "POST", input: BODY, "HTTP_X_HUB_SIGNATURE" => Webhooks.sign(BODY, "s"))
    2.times { assert_equal "contact.user.created", Webhooks.unwrap(env, secret: "s").topic }
    assert_raises(SignatureError) { Webhooks.unwrap(env, secret: "other") }
    # Since version 3.1 of Rack, a request without a body has no input.
    assert_raises(SignatureError) { Webhooks.unwrap(env.except("rack.input"), secret: "s") }
  end

  def test_a_parsed_body_is_refused_since_the_signature_is_over_bytes
    error = assert_raises(Entryphone::ArgumentError) { Webhooks.unwrap({ "topic" => "x" }, {}, secret: "very-secret") }
    assert_includes error.message, "exactly these"
    wrong = assert_raises(Entryphone::ArgumentError) { Webhooks.unwrap(BODY, {}, secret: [["very-secret"]]) }
    refute_includes wrong.message, "very-secret"
  end

  def test_a_visitor_is_proven
    assert_equal OpenSSL::HMAC.hexdigest("SHA256", "secret", "u1"), Identity.user_hash("secret", "u1")
    head, claims, = Identity.messenger_jwt("secret", { user_id: "u1" }, expires_at: Time.at(2_000_000_000)).split(".")
    assert_equal({ "user_id" => "u1", "exp" => 2_000_000_000 }, JSON.parse(claims.unpack1("m")))
    assert_equal "HS256", JSON.parse(head.unpack1("m"))["alg"]
    assert_raises(Entryphone::ArgumentError) { Identity.user_hash("secret", 5) }
    ["tomorrow", -1, 1.5, Date.new(2033), 2**70].each do |time|
      error = assert_raises(Entryphone::ArgumentError) { Identity.messenger_jwt("secret", { user_id: "u1" }, expires_at: time) }
      assert_includes error.message, "expires_at must be a time after 1970 or its UNIX seconds"
    end
  end

  def test_a_grant_keeps_its_token_to_itself
    url = OAuth.authorize_url(client_id: "app", state: "guess", region: "eu")
    assert_includes url, "state=guess"
    client = scripted(json({ token: "granted", token_type: "Bearer" }))
    grant = OAuth.exchange(client, client_id: "app", client_secret: "very-secret", code: "c0de")
    assert_equal %w[granted Bearer], [grant.token, grant.token_type]
    refute_includes [grant.inspect, grant.to_s, grant.to_json, grant.as_json].join, "granted"
    refute_includes requests.first.headers.to_s, TOKEN
    failed = scripted(json({}, status: 401))
    error = assert_raises(Entryphone::Error) { OAuth.exchange(failed, client_id: "app", client_secret: "very-secret", code: "c0de") }
    refute_includes error.full_message, "very-secret"
  end

  def test_rows_come_out_of_whatever_brings_bytes
    text = "id,e-mail\n1,a@example.com\n2,b@example.com\n"
    [text, StringIO.new(text), text.chars, [Zlib.gzip(text)]].each do |chunks|
      assert_equal %w[a@example.com b@example.com], Rows.csv(chunks).map { |row| row["e-mail"] }
    end
    assert_equal [1, 2], Rows.jsonl("{\"a\":{\"b\":1}}\n{\"a\":{\"b\":2}}\n").map { |row| row.a.b }
    batch = Rows.csv(text).batches.first
    assert_equal [%w[id e-mail], true, %w[1 a@example.com]], [batch.columns, batch.begins_file?, batch.values.first]
    assert_raises(TransportError) { Rows.csv(Zlib.gzip(text)[0...-8]).to_a }
    assert_raises(Entryphone::ArgumentError) { Rows.new("xml", "").to_a }
    assert_raises(Entryphone::ArgumentError) { Rows.csv(5).to_a }
    assert_raises(Entryphone::ArgumentError) { Rows.csv(text, max_row_bytes: -1).to_a }
  end

  # A Redis that grants every call at once, and has not heard of the script at first.
  class Store
    attr_reader :asked

    def initialize
      @asked = []
    end

    def evalsha(_sha1, keys:, argv:)
      raise "NOSCRIPT No matching script" if @asked.empty?

      public_send(:eval, nil, keys:, argv:)
    end

    def eval(_script, keys:, argv:)
      @asked << [keys, argv]
      raise "the store is gone" if @asked.size > 2

      [0, 0, 0]
    end
  end

  def test_a_fleet_asks_its_store_before_each_sending
    store = Store.new
    client = scripted(json({}), json({}), fleet: Fleet.new(store, name: "workspace"))
    client.contacts.find("c1")
    client.contacts.find("c1")
    assert_equal 2, store.asked.size
    assert_includes store.asked.first.first.first, "workspace"
    closed = scripted(fleet: Fleet.new(store, name: "workspace", without_store: "closed"), max_attempts: 1)
    assert_includes assert_raises(Entryphone::Error) { closed.contacts.find("c1") }.message, "the store is gone"
    assert_raises(Entryphone::ArgumentError) { Fleet.new(Object.new, name: "workspace") }
  end

  def test_the_catalog_can_be_read
    rows = Entryphone.operations("2.14")
    row = rows.find { |one| one.id == "contacts.update" }
    assert_equal ["PUT", "/contacts/{contact_id}", ["contact_id"]], [row.method, row.path, row.path_params]
    assert_operator Entryphone.operations.size, :>, rows.size
    assert_raises(Entryphone::ArgumentError) { Entryphone.operations("9.9") }
  end

  def test_the_gem_and_its_engine_are_of_one_version
    assert_equal VERSION, Engine.version
  end

  def test_bytes_cross_as_they_are
    bytes = (0..255).to_a.pack("C*") * 300
    assert_equal OpenSSL::HMAC.hexdigest("SHA1", "s", bytes), Webhooks.sign(bytes, "s").delete_prefix("sha1=")
  end
end
