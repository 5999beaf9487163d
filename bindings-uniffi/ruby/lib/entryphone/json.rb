# frozen_string_literal: true

require "date"
require "json"
require "set"

module Entryphone
  # JSON as the engine and the API take and give it.
  #
  # @api private
  module Json
    # As deep as the engine goes, so that both refuse the same.
    MAX_NESTING = 128

    module_function

    # What a text says; nothing in it can be changed.
    def parse(text)
      JSON.parse(text, max_nesting: MAX_NESTING, freeze: true)
    end

    # What the bytes of a body say. Raises JSON::ParserError when they say nothing, or are not UTF-8.
    def read(bytes)
      text = bytes.encoding == Encoding::UTF_8 ? bytes : bytes.dup.force_encoding(Encoding::UTF_8)
      raise JSON::ParserError, "it is not UTF-8" unless text.valid_encoding?

      parse(without_halves(text))
    end

    # The text of a value: a time is its UNIX seconds, a date its ISO form, a symbol its name.
    #
    # @raise [Entryphone::ArgumentError] for what JSON has no form for
    def write(value)
      JSON.generate(plain(value, nil), max_nesting: MAX_NESTING)
    rescue JSON::GeneratorError, JSON::NestingError, EncodingError, SystemStackError => e
      raise ArgumentError.refused("an argument cannot be written as JSON: #{e.message}")
    end

    # Half of a pair of surrogates stands for no character. The API has them where it cut a text, and Ruby has no string for them.
    def without_halves(text)
      return text unless text.include?("\\ud") || text.include?("\\uD")

      text.gsub(PAIR_OR_HALF) { |escape| escape.size == 6 && escape.match?(HALF) ? "\\ufffd" : escape }
    end

    HALF = /\A\\u[dD][89a-fA-F]/
    PAIR_OR_HALF = /\\u[dD][89abAB]\h\h\\u[dD][c-fC-F]\h\h|\\u\h{4}|\\./m
    private_constant :HALF, :PAIR_OR_HALF

    def plain(value, name)
      case value
      when String, Integer, true, false, nil then value
      when Symbol then value.name
      when Hash then value.to_h { |key, member| [key.to_s, plain(member, key)] }
      when Array then value.map { |item| plain(item, name) }
      when Float then finite(value, name)
      when Record then value.to_h
      else rare(value, name)
      end
    end

    def rare(value, name)
      case value
      when Time, DateTime then value.to_time.to_i
      when Date then value.iso8601
      when Set then value.map { |item| plain(item, name) }
      else
        # ActiveSupport's times and whatever else stands for a moment.
        return value.to_time.to_i if value.respond_to?(:acts_like_time?)
        return plain(value.to_h, name) if value.is_a?(Struct)

        raise ArgumentError.refused("#{name || "an argument"} is of the class #{value.class}, which JSON has no form for")
      end
    end

    def finite(number, name)
      return number if number.finite?

      raise ArgumentError.refused("#{name || "an argument"} is #{number}, which JSON cannot say")
    end
    private_class_method :without_halves, :plain, :rare, :finite
  end
end
