# frozen_string_literal: true

require "entryphone"
require "minitest"

# What the runners of vectors share: reading them, and comparing what came out.
module Vectors
  FOLDER = File.expand_path("../vectors", __dir__)
  # What a vector says of its call besides the parts.
  NO_PARTS = %w[operation request seed options arguments].freeze

  # An error of the engine.
  class Refusal < StandardError
    attr_reader :fields

    def initialize(fields)
      super(fields["text"])
      @fields = fields
    end
  end

  module_function

  def folders
    Dir.children(FOLDER).select { |name| File.directory?(File.join(FOLDER, name)) }.sort
  end

  # The vectors of a folder, each with what it is called in a report.
  def each(folder)
    Dir.children(File.join(FOLDER, folder)).sort.each do |file|
      JSON.parse(File.read(File.join(FOLDER, folder, file)), max_nesting: false).fetch("vectors").each do |vector|
        yield "#{folder}/#{file}: #{vector["name"]}", vector
      end
    end
  end

  def exceptions
    JSON.parse(File.read(File.join(FOLDER, "exceptions.json"))).fetch("ruby")
  end
end

# The assertions of vectors.
module VectorAssertions
  Engine = Entryphone::Engine

  # Makes a test of each vector of these folders. One that is an exception must fail.
  def self.of(folders)
    Module.new do
      exceptions = Vectors.exceptions
      folders.each do |folder|
        Vectors.each(folder) do |name, vector|
          define_method("test_#{name}") do
            next run_vector(vector) unless exceptions.key?(vector["name"])

            assert_raises(StandardError, Minitest::Assertion, "an exception that passes is to be taken out") { run_vector(vector) }
          end
        end
      end
    end
  end

  # The client that a vector's config describes.
  def client_of(config)
    attempt { Engine::Client.new(write({ "token" => "test-token" }.merge(config || {})), false) }
  end

  # The parts of a vector's call, as the engine takes them.
  def parts_of(call)
    parts = call.except(*Vectors::NO_PARTS)
    parts["named"] = call["arguments"] if call.key?("arguments")
    write(parts)
  end

  def write(value)
    JSON.generate(value, max_nesting: 0)
  end

  # Calls into the engine; a refusal is raised with what it says.
  def attempt
    yield
  rescue Engine::EngineError::Refused => e
    raise Vectors::Refusal, JSON.parse(e.json)
  end

  # Runs something that must be refused with these fields, and gives all of them.
  def refuses(expected)
    outcome = yield
  rescue Vectors::Refusal => e
    compare(flat(e.fields), expected)
    e.fields
  else
    flunk("it was not refused: #{outcome.inspect}")
  end

  # The fields of a step or an error as vectors name them.
  def flat(fields)
    described = fields.dup
    described["attempts"] = fields["attempts"].size if fields["attempts"].is_a?(Array)
    described["authorization"] = fields["headers"].to_h["Authorization"] if fields["headers"].is_a?(Array)
    described
  end

  # Compares the named fields; `…_has` names a part of a text, and `{from, to}` a range.
  def compare(actual, expected)
    expected.each do |name, wanted|
      if name.end_with?("_has")
        assert_includes actual[name.delete_suffix("_has")], wanted
      elsif wanted.is_a?(Hash) && wanted.key?("from")
        assert_includes wanted["from"]..wanted["to"], actual[name], name
      else
        same(wanted, actual[name], "#{name} in #{actual}")
      end
    end
  end

  # As `assert_equal`, which has an opinion about nil.
  def same(wanted, actual, message = nil)
    wanted.nil? ? assert_nil(actual, message) : assert_equal(wanted, actual, message)
  end

  # Compares what a machine recorded with all that it should have.
  def compare_events(text, expected)
    return if expected.nil?

    events = JSON.parse(text)
    assert_equal(expected.map { |event| event["event"] }, events.map { |event| event["event"] })
    expected.zip(events) { |wanted, event| compare(event, wanted) }
  end

  # A request as vectors write it.
  def wire(sending, body)
    headers = sending["headers"].to_h.transform_keys(&:downcase)
    assert headers.delete("user-agent"), "every request says who sends it"
    text = body.dup.force_encoding(Encoding::UTF_8) if sending["has_body"]
    type, boundary = headers["content-type"]&.split("; boundary=")
    described = { "method" => sending["method"], "url" => sending["url"], "headers" => headers }
    return described.merge("body" => text && JSON.parse(text, max_nesting: false)) if boundary.nil?

    headers["content-type"] = type
    parts = text.scan(/name="([^"]*)".*?\r\n\r\n(.*?)\r\n--/m).map { |name, value| { "name" => name, "value" => value } }
    described.merge("body" => { "multipart" => parts })
  end

  # Headers as the engine takes them.
  def lines(pairs)
    (pairs || []).map { |name, value| "#{name}:#{value}\n" }.join
  end

  # A body as bytes: a string as it is, anything else as JSON; none where nothing is said.
  def bytes(answer)
    return "" unless answer.key?("body")

    answer["body"].is_a?(String) ? answer["body"].b : write(answer["body"])
  end

  def step(text)
    JSON.parse(text, max_nesting: false)
  end
end
