# frozen_string_literal: true

require "entryphone"
require_relative "testing/recording"
require_relative "testing/replay"
require_relative "testing/virtual_clock"

module Entryphone
  # For tests: time that passes at once, and what went over the wire once, recorded and played again without a network. It is loaded by
  # `require "entryphone/testing"`.
  module Testing
    MODES = %w[once none all append].freeze
    private_constant :MODES

    # Records the first time, and plays ever after.
    #
    # @example
    #   cassette = Entryphone::Testing.cassette("spec/contacts.jsonl", hide: %w[email phone])
    #   client = Entryphone::Client.new(transport: cassette, clock: cassette.clock)
    # @param path [String] where the cassette is
    # @param mode [String, Symbol] "once" for that; "none" only plays, "all" records anew, "append" records behind what the file has
    # @param recording [Hash] as for {Recording#initialize}: `transport`, `clock` and `hide`
    # @return [Recording, Replay]
    def self.cassette(path, mode: "once", **recording)
      mode = mode.to_s
      raise ArgumentError.refused("mode must be one of #{MODES.join(", ")}, not #{mode.inspect}") unless MODES.include?(mode)
      return Replay.new(path) if mode == "none" || (mode == "once" && File.exist?(path))

      Recording.new(path, append: mode == "append", **recording)
    end

    # A request as cassettes know it.
    #
    # @api private
    def self.asked(request)
      JSON.generate(method: request.verb, url: request.url, headers: request.headers.to_a)
    end
  end
end
