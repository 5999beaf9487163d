# frozen_string_literal: true

module Entryphone
  module Testing
    # A transport that answers as a cassette says, which any language may have recorded; and the clock that goes with it.
    #
    # @example
    #   replay = Entryphone::Testing::Replay.new("spec/contacts.jsonl")
    #   client = Entryphone::Client.new(token: "any", transport: replay, clock: replay.clock)
    class Replay
      # @return [VirtualClock]
      attr_reader :clock

      # @param path [String] where the cassette is
      # @raise [ArgumentError] when it is none
      def initialize(path)
        text = File.read(path, encoding: Encoding::UTF_8)
        @cassette = Engine.guarded { Engine::Cassette.new("[]", text) }
        @clock = VirtualClock.new
        @lock = Mutex.new
      end

      # @return [Integer] how many exchanges have not been played
      def left
        @cassette.left
      end

      # Answers a request.
      #
      # @raise [ArgumentError] when nothing was recorded for it
      # @raise [TransportFailure] where the connection was lost when it was recorded
      def call(request)
        played, body = @lock.synchronize { play(request) }
        lost = played["lost"]
        raise failure(lost) if played["status"].nil?

        Response.new(played["status"], played["headers"], lost ? broken(body, lost) : body)
      end

      def inspect
        "#<#{self.class} #{left} left>"
      end

      private

      def play(request)
        played = Json.parse(Engine.guarded { @cassette.play(Testing.asked(request), request.body) })
        @clock.now += played["took_ms"]
        [played, @cassette.body]
      end

      # A body that breaks off where it did.
      def broken(body, lost)
        Enumerator.new do |chunks|
          chunks << body unless body.empty?
          raise failure(lost)
        end
      end

      def failure(lost)
        TransportFailure.new(lost["message"], kind: lost["kind"], sent: lost["sent"])
      end
    end
  end
end
