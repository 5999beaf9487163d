# frozen_string_literal: true

module Entryphone
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
  end
end
