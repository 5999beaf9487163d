# frozen_string_literal: true

module Entryphone
  # Time as a client sees it. Tests give a client another one.
  #
  # @api private
  module Clock
    module_function

    # Milliseconds of a clock that never runs backwards.
    def now
      Process.clock_gettime(Process::CLOCK_MONOTONIC, :millisecond)
    end

    # Does nothing until then.
    def sleep_until(milliseconds)
      left = milliseconds - now
      sleep(left / 1000.0) if left.positive?
    end
  end
end
