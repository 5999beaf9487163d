# frozen_string_literal: true

module Entryphone
  module Testing
    # A transport that keeps what another one sends and is answered. Each exchange is in the file when its answer has been read. No token,
    # and nothing else that is secret by its name, gets there.
    #
    # @example
    #   recording = Entryphone::Testing::Recording.new("spec/contacts.jsonl", hide: %w[email phone])
    #   client = Entryphone::Client.new(transport: recording, clock: recording.clock)
    class Recording
      # @return [#now, nil] the time of the client, as it was given; nil for the usual one
      attr_reader :clock

      # @param path [String] where the cassette is to be
      # @param transport [#call] what sends
      # @param clock [#now, nil] the time of the client, where it is not the usual one
      # @param hide [Array<String>] names of members and parameters whose texts are not kept, such as "email"
      # @param append [Boolean] whether it goes on behind what the file has, which hides what was hidden from the beginning
      def initialize(path, transport: NetHttp.new, clock: nil, hide: [], append: false)
        @path = path
        @transport = transport
        @clock = clock
        @lock = Mutex.new
        text = File.read(path, encoding: Encoding::UTF_8) if append && File.exist?(path)
        @cassette = Engine.guarded { Engine::Cassette.new(Json.write(Array(hide).map(&:to_s)), text) }
        File.binwrite(path, @cassette.head) unless text
        @began = now
      end

      # Sends a request, and keeps the answer.
      #
      # @param request [Request]
      # @return [Response]
      # @raise [TransportFailure]
      def call(request)
        exchange = Exchange.new(self, request)
        begin
          response = @transport.call(request)
        rescue *FAILURES => e
          exchange.lost(e)
          raise
        end
        exchange.answered(response)
      end

      # @api private
      def now
        (clock || Clock).now.to_i
      end

      # Writes what began then.
      #
      # @api private
      def write(request, began, heard, body)
        heard = JSON.generate(at_ms: began - @began, took_ms: now - began, **heard)
        @lock.synchronize do
          line = Engine.guarded { @cassette.line(Testing.asked(request), request.body, heard, body) }
          File.binwrite(@path, line, mode: "ab")
        end
      end

      def inspect
        "#<#{self.class} to #{@path}>"
      end

      # One exchange, which is written once; and the body of its answer, of which is kept what is read.
      #
      # @api private
      class Exchange
        def initialize(recording, request)
          @recording = recording
          @request = request
          @began = recording.now
          @heard = {}
          @bytes = String.new(encoding: Encoding::BINARY)
        end

        # The response, to be handed on in the place of the one that came.
        def answered(response)
          headers = Wire.to_enum(:each_header, response.headers).to_a
          @heard = { status: response.status, headers: }
          @body = response.body
          return Response.new(response.status, headers, self) unless @body.nil? || @body.is_a?(String)

          @bytes << @body.to_s
          finish
          response
        end

        def each
          is_with_reader = false
          Wire.each_chunk(@body) do |chunk|
            @bytes << chunk
            is_with_reader = true
            yield chunk
            is_with_reader = false
          end
          finish
        rescue *FAILURES => e
          # A full disk is no failure of the connection.
          lost(e) unless is_with_reader
          raise
        end

        # Whoever stops early is given as much when it is played.
        def close
          finish
          Wire.discard(@body)
        end

        def lost(error)
          failure = TransportFailure.of(error)
          finish(kind: failure.kind, sent: failure.sent, message: Text.readable(failure.message))
        end

        private

        def finish(lost = nil)
          return if @is_over

          @is_over = true
          @recording.write(@request, @began, { **@heard, lost: }.compact, @bytes)
        end
      end
      private_constant :Exchange

      # How an exchange is lost.
      FAILURES = [TransportFailure, *TransportFailure::NATIVE].freeze
      private_constant :FAILURES
    end
  end
end
