# frozen_string_literal: true

require "entryphone"

module Entryphone
  # For tests: time that passes at once, and what went over the wire once, played again without a network. It is loaded by
  # `require "entryphone/testing"`.
  module Testing
    # Time that passes only when somebody waits: `Client.new(clock: VirtualClock.new)`.
    class VirtualClock
      # @return [Integer] milliseconds since the clock was made
      attr_accessor :now
      # @return [Array<Integer>] how long was waited, in milliseconds
      attr_reader :slept

      def initialize
        @now = 0
        @slept = []
      end

      # Passes the time until then.
      def sleep_until(time)
        return if time <= @now

        @slept << (time - @now)
        @now = time
      end
    end

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
        @cassette = Engine.guarded { Engine::Cassette.new(text) }
        @clock = VirtualClock.new
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
        asked = JSON.generate(method: request.verb, url: request.url, headers: request.headers.to_a)
        played = JSON.parse(Engine.guarded { @cassette.play(asked, request.body) })
        @clock.now += played["took_ms"]
        lost = played["lost"]
        raise failure(lost) if played["status"].nil?

        Response.new(played["status"], played["headers"], lost ? broken(@cassette.body, lost) : @cassette.body)
      end

      def inspect
        "#<#{self.class} #{left} left>"
      end

      private

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
