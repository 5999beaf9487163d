# frozen_string_literal: true

module Entryphone
  # An answer with all that came with it.
  class Answer
    # @return what the method alone would give: a record, a page, text, bytes or nil
    attr_reader :data
    # @return [Integer] the HTTP status
    attr_reader :status
    # @return [Hash{String => String}] the headers, by their names in lower case
    attr_reader :headers
    # @return [String, nil] the server's name for the request
    attr_reader :request_id
    # @return [Record, nil] the state of the rate limit: `limit`, `remaining`, `resets_in`
    attr_reader :rate_limit
    # @return [Array<Record>] what was tried, in order
    attr_reader :attempts
    # @return [Array<Record>] how the answer differs from the catalog, when the client is strict
    attr_reader :drift

    # @api private
    def self.of(outcome, data = outcome.value)
      new(outcome.facts, outcome.headers, data)
    end

    # @api private
    def initialize(facts, headers, data)
      @data = data
      @status = facts.status
      @headers = headers.to_h { |name, value| [name.to_s.downcase, Array(value).join(", ")] }
      @request_id = facts.request_id
      @rate_limit = facts.rate_limit
      @attempts = facts.attempts
      @drift = facts["drift"] || []
    end

    def inspect
      "#<#{self.class} #{status} #{request_id}>"
    end
  end
end
