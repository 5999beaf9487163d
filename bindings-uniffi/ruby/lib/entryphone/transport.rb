# frozen_string_literal: true

require "net/protocol"
require "openssl"
require "socket"
require "timeout"
require "zlib"

module Entryphone
  # What a transport is to send. A transport is anything with `call(request)` that gives a {Response}, such as a lambda, and raises
  # {TransportFailure} when no whole answer came. It follows no redirect and sends nothing twice: that is the engine's to decide.
  class Request
    # @return [String] the HTTP method
    attr_reader :verb
    # @return [String] the whole address
    attr_reader :url
    # @return [Hash{String => String}]
    attr_reader :headers
    # @return [String, nil] the bytes to send
    attr_reader :body
    # @return [Float] seconds for all of it
    attr_reader :timeout
    # @return [Float] seconds that a connection may be silent
    attr_reader :idle_timeout
    # @return [Integer] the longest body that is wanted
    attr_reader :max_body_bytes

    # @api private
    def initialize(step, body)
      @verb = step["method"]
      @url = step["url"]
      @headers = step["headers"].to_h
      @body = body
      @timeout = step["timeout_ms"] / 1000.0
      @idle_timeout = step["idle_timeout_ms"] / 1000.0
      @max_body_bytes = step["max_body_bytes"]
      @is_stream = step["stream"]
    end

    # @return [Boolean] whether the answer is a file: its body may be something with `each`, whose chunks are read one by one, and its
    #   content is wanted as it is, without a coding on top
    def stream?
      @is_stream
    end

    def inspect
      "#<#{self.class} #{verb} #{url}>"
    end
  end

  # The answer to a request.
  class Response
    # @return [Integer] the HTTP status
    attr_reader :status
    # @return [Hash, Array] names and values, where a value may be an array of values; or pairs
    attr_reader :headers
    # @return [String, #each, #read, nil] the body, without transfer and content codings; what has `each` gives its chunks
    attr_reader :body

    def initialize(status, headers = {}, body = nil)
      @status = status
      @headers = headers
      @body = body
    end

    def inspect
      "#<#{self.class} #{status}>"
    end
  end

  # No whole answer came. What transports raise, and callers see as {TransportError} or {TimeoutError}.
  class TransportFailure < StandardError
    # Errors of a connection, in the classes of Ruby's own libraries.
    NATIVE = [SystemCallError, SocketError, IOError, Timeout::Error, OpenSSL::SSL::SSLError, Zlib::Error].freeze

    # Errors that come before anything can have been sent.
    NEVER_SENT = [Errno::ECONNREFUSED, Errno::EHOSTUNREACH, Errno::ENETUNREACH, Net::OpenTimeout, SocketError].freeze
    private_constant :NEVER_SENT

    # @return [String] what failed: `connection`, `timeout`, `protocol` or `too_large`
    attr_reader :kind
    # @return [String] whether the request can have reached the server: `no`, or when in doubt `maybe`
    attr_reader :sent

    def initialize(message = nil, kind: "connection", sent: "maybe")
      super(message)
      @kind = kind.to_s
      @sent = sent.to_s
    end

    # Whatever a transport raised, in the words of the engine.
    #
    # @api private
    def self.of(error, sent: nil)
      return error if error.is_a?(TransportFailure)

      kind = case error
             when Timeout::Error, Errno::ETIMEDOUT then "timeout"
             when Zlib::Error then "protocol"
             else "connection"
             end
      sent ||= NEVER_SENT.any? { |known| error.is_a?(known) } ? "no" : "maybe"
      new(error.message, kind:, sent:)
    end
  end

  # Headers and bodies of answers, in whatever form a transport has them.
  #
  # @api private
  module Wire
    module_function

    # Headers as the engine takes them: a line for each.
    def lines(headers)
      text = +""
      each_header(headers) { |name, value| text << name << ":" << value << "\n" }
      text
    end

    # Goes over headers, with the values of those that stand more than once.
    def each_header(headers)
      headers&.each { |name, values| Array(values).each { |value| yield latin(name.to_s), latin(value.to_s) } }
    end

    # The bytes of a body, as many as there may be.
    def bytes(body, limit)
      found = case body
              when nil then ""
              when String then body
              else collected(body, limit)
              end
      raise TransportFailure.new("the body is longer than #{limit} bytes", kind: "too_large") if found.bytesize > limit

      found
    end

    # Goes over the chunks of a body.
    def each_chunk(body, &)
      case body
      when nil then nil
      when String then yield body unless body.empty?
      else
        # What has been read into a structure is no body any more.
        is_source = !body.is_a?(Hash) && (body.respond_to?(:each) || body.respond_to?(:read))
        raise ArgumentError.refused("a body must be a string or bring strings, not #{Given.kind(body)}") unless is_source

        body.respond_to?(:each) && !body.is_a?(IO) ? body.each(&) : each_read(body, &)
      end
    end

    # Lets go of a body that nobody will read.
    def discard(body)
      body.close if body.respond_to?(:close)
    end

    def collected(body, limit)
      found = String.new(encoding: Encoding::BINARY)
      each_chunk(body) do |chunk|
        found << chunk
        break if found.bytesize > limit
      end
      found
    ensure
      discard(body)
    end

    def each_read(body)
      while (chunk = body.read(CHUNK_BYTES))
        yield chunk
      end
    end

    # The characters of a value stand for its bytes.
    def latin(value)
      value.ascii_only? ? value : value.dup.force_encoding(Encoding::ISO_8859_1).encode(Encoding::UTF_8)
    end

    CHUNK_BYTES = 64 << 10
    private_class_method :collected, :each_read, :latin
  end
end
