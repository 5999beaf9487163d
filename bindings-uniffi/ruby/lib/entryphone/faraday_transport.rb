# frozen_string_literal: true

require "faraday"

module Entryphone
  # A transport that sends with a Faraday connection, for those who have one: `Entryphone::Client.new(transport: FaradayTransport.new)`.
  #
  # Its middleware should neither repeat nor follow redirects nor parse bodies: the engine does what is to be done. Downloads are read into
  # memory, since Faraday tells the status of an answer after its body.
  class FaradayTransport
    # @param connection [Faraday::Connection]
    def initialize(connection = Faraday.new)
      @connection = connection
    end

    # @param request [Request]
    # @return [Response]
    # @raise [TransportFailure]
    def call(request)
      answer = @connection.run_request(request.verb.downcase.to_sym, request.url, request.body, request.headers) do |sent|
        sent.options.timeout = [request.timeout, request.idle_timeout].min
        sent.options.open_timeout = request.timeout
      end
      Response.new(answer.status, answer.headers, answer.body)
    rescue Faraday::Error => e
      # Middleware that raises for a status has an answer all the same.
      answer = e.response
      raise failure(e), cause: e unless answer.is_a?(Hash) && answer[:status]

      Response.new(answer[:status], answer[:headers], answer[:body])
    end

    def inspect
      "#<#{self.class}>"
    end

    private

    def failure(error)
      native = error.wrapped_exception
      return TransportFailure.of(native) if TransportFailure::NATIVE.any? { |known| native.is_a?(known) }

      TransportFailure.new(error.message, kind: error.is_a?(Faraday::TimeoutError) ? "timeout" : "connection")
    end
  end
end
