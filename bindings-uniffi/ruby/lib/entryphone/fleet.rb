# frozen_string_literal: true

module Entryphone
  # The processes and machines that share a token, and the rate limit with it, through a Redis they all reach.
  class Fleet
    # @return [Hash] what the engine knows of it
    # @api private
    attr_reader :settings

    # @param redis a client of the gem `redis`, which stays the caller's to close; it should have a timeout of a second, since it stands
    #   between a caller and its call
    # @param name [String] what all processes with the token call it, and no others: the workspace's id, never the token
    # @param limit_hint [Integer, nil] calls allowed in ten seconds, until an answer says how many there are
    # @param without_store [String] "open" sends all the same when Redis does not answer, "closed" fails
    def initialize(redis, name:, limit_hint: nil, without_store: "open")
      unless redis.respond_to?(:evalsha) && redis.respond_to?(:eval)
        raise ArgumentError.refused("the redis of a fleet must be a client of the gem `redis`")
      end

      @redis = redis
      @settings = { name:, limit_hint:, without_store: }
    end

    # Runs the script of a reservation.
    #
    # @api private
    def reserve(step)
      run(step).map { |number| Integer(number) }
    end

    def inspect
      "#<#{self.class} #{settings[:name]}>"
    end

    private

    def run(step)
      @redis.evalsha(step["script_sha1"], keys: [step["key"]], argv: step["arguments"])
    rescue StandardError => e
      # By its words: Redis has more than one client, and each its own classes.
      raise unless e.message.start_with?("NOSCRIPT")

      @redis.eval(step["script"], keys: [step["key"]], argv: step["arguments"])
    end
  end
end
