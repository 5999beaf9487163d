# frozen_string_literal: true

module Entryphone
  # Anything that went wrong with a call. Its `message` says everything that is known, in one line.
  class Error < StandardError
    # @return [String] what kind of thing went wrong, in one word, such as `not_found`
    attr_reader :kind
    # @return [String] one sentence: the server's where it gave one, otherwise ours
    attr_reader :reason
    # @return [String] the operation, such as `contacts.create`, or the method and path of a request past the catalog
    attr_reader :operation
    # @return [Integer, nil] the HTTP status of the last answer
    attr_reader :status
    # @return [String, nil] the first of the server's codes, such as `not_found`
    attr_reader :code
    # @return [Array<Record>] every error the server listed, each with `code`, `message` and `field`
    attr_reader :errors
    # @return [String, nil] the server's name for the request; Intercom's support asks for it
    attr_reader :request_id
    # @return [Float, nil] seconds to wait before trying again, when that is known
    attr_reader :retry_after
    # @return [Record, nil] what the last answer said about the rate limit: `limit`, `remaining`, `resets_in`
    attr_reader :rate_limit
    # @return [Boolean] whether the call may have taken effect all the same; when false, trying again cannot double anything
    attr_reader :maybe_applied
    # @return [Array<Record>] what was tried, in order
    attr_reader :attempts

    alias maybe_applied? maybe_applied

    # @param message [String]
    # @param facts [Hash{Symbol => Object}] what is known besides, by the names of the attributes
    def initialize(message = nil, **facts)
      super(message&.dup.freeze)
      @kind = facts.fetch(:kind, "error")
      @reason = facts.fetch(:reason, message)
      @operation = facts.fetch(:operation, "")
      @errors = facts.fetch(:errors, [])
      @attempts = facts.fetch(:attempts, [])
      @maybe_applied = facts.fetch(:maybe_applied, false)
      %i[status code request_id retry_after rate_limit].each { |name| instance_variable_set(:"@#{name}", facts[name]) }
    end

    # The error of the engine's JSON.
    #
    # @api private
    def self.of(fields)
      facts = Facts.of(fields).to_h.transform_keys(&:to_sym)
      facts[:errors] = Record.wrap(facts[:errors])
      facts[:attempts] = Record.wrap(facts[:attempts])
      facts[:rate_limit] = Record.wrap(facts[:rate_limit])
      facts[:reason] = facts.delete(:message)
      CLASSES.fetch(fields["kind"], Error).new(facts.delete(:text), **facts)
    end

    # What is refused before the engine sees it.
    #
    # @api private
    def self.refused(reason)
      new(reason, kind: "argument")
    end
  end

  # An argument or a setting is wrong. Nothing was sent.
  class ArgumentError < Error; end

  # The client's version of the API does not have the operation or the parameter. Nothing was sent.
  class NotInVersionError < Error; end

  # No whole answer came: the connection failed, broke off, or brought something that is not HTTP.
  class TransportError < Error; end

  # No whole answer came in time.
  class TimeoutError < TransportError; end

  # Intercom, or something in between, answered with something other than success.
  class ApiError < Error; end

  # The request is malformed.
  class BadRequestError < ApiError; end

  # The token is missing, wrong or revoked.
  class AuthenticationError < ApiError; end

  # The token may not do this, or the workspace's plan does not include it.
  class PermissionDeniedError < ApiError; end

  # There is no such thing.
  class NotFoundError < ApiError; end

  # It collides with something that exists.
  class ConflictError < ApiError; end

  # It is gone, such as a contact that was merged into another.
  class GoneError < ApiError; end

  # The request is well formed, and its values are not acceptable.
  class UnprocessableError < ApiError; end

  # Too many calls in this window, or too many jobs at once.
  class RateLimitError < ApiError; end

  # The server failed.
  class ServerError < ApiError; end

  # A job ended without a result: it failed or was canceled, and its handle still names it.
  class JobError < Error; end

  # A webhook or a token is not signed by who it says it is from.
  class SignatureError < Error; end

  class Error
    CLASSES = {
      "argument" => ArgumentError,
      "not_in_version" => NotInVersionError,
      "transport" => TransportError,
      "timeout" => TimeoutError,
      "bad_request" => BadRequestError,
      "authentication" => AuthenticationError,
      "permission_denied" => PermissionDeniedError,
      "not_found" => NotFoundError,
      "conflict" => ConflictError,
      "gone" => GoneError,
      "unprocessable" => UnprocessableError,
      "rate_limit" => RateLimitError,
      "server" => ServerError,
      "api" => ApiError,
      "job" => JobError,
      "signature" => SignatureError
    }.freeze
    private_constant :CLASSES
  end

  # What the engine says of itself, with times as Ruby has them: `retry_after_ms: 1500` is `retry_after: 1.5`.
  #
  # @api private
  module Facts
    module_function

    # @return [Record]
    def of(fields)
      Record.new(in_seconds(fields))
    end

    def in_seconds(value)
      case value
      when Array then value.map { |item| in_seconds(item) }
      when Hash
        value.to_h do |name, member|
          next [name, in_seconds(member)] unless name.end_with?("_ms")

          [name.delete_suffix("_ms"), member && (member / 1000.0)]
        end
      else value
      end
    end
    private_class_method :in_seconds
  end
end
