# frozen_string_literal: true

require "net/http"
require "uri"
require_relative "net_http/body"
require_relative "net_http/streamed_body"

module Entryphone
  # The default transport: Ruby's own `net/http`, with connections that are kept, and without its own ideas about repeats.
  #
  # It may be used by several threads at once, and after a fork. Proxies are taken from the environment, as `net/http` does.
  class NetHttp
    # Seconds for which an idle connection is kept.
    KEEP_SECONDS = 30

    # @param connections [Integer] how many idle connections are kept for each host
    # @yieldparam http [Net::HTTP] each connection before it is opened, for certificates of one's own
    def initialize(connections: 32, &configure)
      @most = connections
      @configure = configure
      @lock = Mutex.new
      @idle = Hash.new { |places, place| places[place] = [] }
      @process = Process.pid
    end

    # Sends a request.
    #
    # @param request [Request]
    # @return [Response]
    # @raise [TransportFailure]
    def call(request)
      uri = URI(request.url)
      deadline = now + request.timeout
      http = take(uri) || connect(uri, request)
      request.stream? ? stream(http, request, uri) : whole(http, request, uri, deadline)
    end

    # Closes idle connections. A later request opens new ones.
    def close
      taken = @lock.synchronize { @idle.values.flatten(1).tap { @idle.clear } }
      taken.each { |http, _| finish(http) }
    end

    def inspect
      "#<#{self.class}>"
    end

    # Says truthfully what failed.
    #
    # @api private
    def self.failure(error)
      case error
      when Net::HTTPBadResponse, Net::HTTPHeaderSyntaxError, Net::ProtocolError
        TransportFailure.new(error.message, kind: "protocol")
      else TransportFailure.of(error)
      end
    end

    private

    def whole(http, request, uri, deadline)
      body = Body.new(request)
      http.read_timeout = [request.idle_timeout, [deadline - now, 0.001].max].min
      response = http.request(message(request, uri)) do |answer|
        body.begin(answer)
        answer.read_body do |chunk|
          body << chunk
          left = deadline - now
          raise TransportFailure.new("the answer took too long", kind: "timeout") if left <= 0

          http.read_timeout = [request.idle_timeout, left].min
        end
      end
      done = Response.new(response.code.to_i, response.to_hash, body.finish)
    rescue *FAILURES => e
      raise NetHttp.failure(e), cause: e
    ensure
      # Whatever ended it, a thread that was killed among that, the connection is in the middle of an answer.
      done ? keep(uri, http) : finish(http)
    end

    def stream(http, request, uri)
      http.read_timeout = request.idle_timeout
      body = StreamedBody.new(http, message(request, uri))
      response = body.head
      begun = Response.new(response.code.to_i, response.to_hash, body)
    rescue *FAILURES => e
      raise NetHttp.failure(e), cause: e
    ensure
      finish(http) unless begun
    end

    def message(request, uri)
      headers = { "Accept-Encoding" => request.stream? ? "identity" : "gzip" }.merge(request.headers)
      message = Net::HTTPGenericRequest.new(request.verb, !request.body.nil?, request.verb != "HEAD", uri.request_uri, headers)
      message.body = request.body if request.body
      message
    end

    # What fails here fails before anything is sent.
    def connect(uri, request)
      http = Net::HTTP.new(uri.hostname, uri.port)
      http.use_ssl = uri.scheme == "https"
      http.max_retries = 0
      http.keep_alive_timeout = KEEP_SECONDS
      http.open_timeout = http.ssl_timeout = http.write_timeout = request.timeout
      @configure&.call(http)
      http.start
    rescue *FAILURES => e
      raise TransportFailure.of(e, sent: "no"), cause: e
    end

    def take(uri)
      dropped = []
      @lock.synchronize do
        forget_parents_connections
        idle = @idle[place(uri)]
        while (http, since = idle.pop)
          return http if now - since < KEEP_SECONDS && http.started?

          dropped << http
        end
      end
      nil
    ensure
      dropped&.each { |http| finish(http) }
    end

    def keep(uri, http)
      return finish(http) unless http.started?

      @lock.synchronize do
        forget_parents_connections
        idle = @idle[place(uri)]
        return idle.push([http, now]) if idle.size < @most
      end
      finish(http)
    end

    # Two processes cannot share a connection.
    def forget_parents_connections
      return if @process == Process.pid

      @process = Process.pid
      @idle.clear
    end

    def finish(http)
      http.finish if http.started?
    rescue IOError, SystemCallError, OpenSSL::SSL::SSLError
      nil
    end

    def place(uri)
      [uri.scheme, uri.host, uri.port]
    end

    def now
      Process.clock_gettime(Process::CLOCK_MONOTONIC)
    end

    # Errors of `net/http` and of what is below it.
    FAILURES = [
      TransportFailure, *TransportFailure::NATIVE, Net::HTTPBadResponse, Net::HTTPHeaderSyntaxError, Net::ProtocolError
    ].freeze
    private_constant :FAILURES
  end
end
