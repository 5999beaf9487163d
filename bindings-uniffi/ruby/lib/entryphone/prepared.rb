# frozen_string_literal: true

module Entryphone
  # A request that is looked at and not sent. Its token is masked.
  class Prepared
    # @return [String] the HTTP method
    attr_reader :verb
    # @return [String] the whole address
    attr_reader :url
    # @return [Array<Array(String, String)>] names and values, in order
    attr_reader :headers
    # @return [String, nil] the bytes that would be sent
    attr_reader :body
    # @return [String] the request as a command for a POSIX shell, which takes the token from INTERCOM_ACCESS_TOKEN
    attr_reader :curl

    # @api private
    def initialize(prepared)
      facts = Json.parse(prepared.to_json)
      @verb = facts["method"]
      @url = facts["url"]
      @headers = facts["headers"]
      @curl = facts["curl"]
      @body = prepared.body if facts["has_body"]
    end

    def inspect
      "#<#{self.class} #{verb} #{url}>"
    end
  end
end
