# frozen_string_literal: true

module Entryphone
  # What callers give, checked where the engine takes nothing but the right type.
  #
  # @api private
  module Given
    # As long as can be added to a clock without coming near its end.
    LONGEST_SECONDS = 10**12

    # What the engine can count to.
    LARGEST_COUNT = (1 << 64) - 1
    private_constant :LONGEST_SECONDS, :LARGEST_COUNT

    module_function

    # A text, or the name of a symbol. What is neither is not shown: it may be a secret in a wrapper.
    def text(name, value)
      value = value.name if value.is_a?(Symbol)
      raise ArgumentError.refused("#{name} must be a string, not #{kind(value)}") unless value.is_a?(String)

      Text.utf8(value) || raise(ArgumentError.refused("#{name} is not UTF-8"))
    end

    # A whole number.
    def count(name, value, wanted = "a whole number, 0 or more")
      return value if value.is_a?(Integer) && value.between?(0, LARGEST_COUNT)

      raise ArgumentError.refused("#{name} must be #{wanted}, not #{value.inspect}")
    end

    # The milliseconds of so many seconds.
    def milliseconds(name, seconds)
      is_number = seconds.is_a?(Numeric) && seconds.real?
      raise ArgumentError.refused("#{name} must be a number of seconds, not #{seconds.inspect}") unless is_number
      return (seconds * 1000).ceil if seconds.positive? && seconds <= LONGEST_SECONDS

      raise ArgumentError.refused("#{name} is #{seconds}; it must be a number of seconds greater than 0, up to #{LONGEST_SECONDS}")
    end

    # A name that none of these is, with what may have been meant.
    def misspelt(name, names)
      text = name.to_s
      hint = names.include?(text.to_sym) ? "; names are symbols" : Engine.hint(text, names.join(","))
      "#{text.inspect}#{hint}"
    end

    # What a value is, without showing it.
    def kind(value)
      value.nil? ? "nil" : "of the class #{value.class}"
    end
  end
end
