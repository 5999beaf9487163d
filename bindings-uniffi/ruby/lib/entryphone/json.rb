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

    # The UNIX seconds of a moment; nil when the value is none.
    def seconds(value)
      # ActiveSupport's times say so of themselves.
      value.to_time.to_i if value.is_a?(Time) || value.is_a?(DateTime) || value.respond_to?(:acts_like_time?)
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
      when Integer, true, false, nil then value
      when String then text(value, name)
      when Symbol then value.name
      when Hash then value.to_h { |key, member| [text(key.to_s, "a name"), plain(member, key)] }
      when Array then value.map { |item| plain(item, name) }
      when Float then finite(value, name)
      when Record then value.to_h
      else rare(value, name)
      end
    end

    def rare(value, name)
      moment = seconds(value)
      return moment if moment

      case value
      when Date then value.iso8601
      when Set then value.map { |item| plain(item, name) }
      when Struct then plain(value.to_h, name)
      else
        raise ArgumentError.refused("#{name || "an argument"} is of the class #{value.class}, which JSON has no form for")
      end
    end

    def text(value, name)
      Text.utf8(value) || raise(ArgumentError.refused("#{name || "an argument"} is not UTF-8"))
    end

    def finite(number, name)
      return number if number.finite?

      raise ArgumentError.refused("#{name || "an argument"} is #{number}, which JSON cannot say")
    end
    private_class_method :without_halves, :plain, :rare, :text, :finite
  end
end
