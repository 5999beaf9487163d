# frozen_string_literal: true

require_relative "clock"

module Entryphone
  # What a client keeps out of sight: the engine, and what it is driven by.
  #
  # @api private
  class Host
    TOKEN_VARIABLE = "INTERCOM_ACCESS_TOKEN"

    # Settings of the engine, and what each is called there; those with a factor are seconds here and milliseconds there.
    SETTINGS = {
      version: ["version"],
      region: ["region"],
      base_url: ["base_url"],
      timeout: ["timeout_ms", 1000],
      idle_timeout: ["idle_timeout_ms", 1000],
      deadline: ["deadline_ms", 1000],
      max_attempts: ["max_attempts"],
      max_body_bytes: ["max_body_bytes"],
      user_agent: ["user_agent"],
      lane: ["lane"],
      limiter: ["limiter"],
      any_version: ["any_version"],
      strict: ["strict"]
    }.freeze

    # What the engine does not know, or knows in another form.
    DRIVERS = %i[token transport on_event fleet clock].freeze

    attr_reader :engine, :transport, :clock, :provider, :on_event, :fleet

    def initialize(engine:, transport:, clock:, provider:, on_event:, fleet:)
      @engine = engine
      @transport = transport
      @clock = clock
      @provider = provider
      @on_event = on_event
      @fleet = fleet
    end

    # What a client with these options needs. `token: nil` is given where something behind `base_url` adds it.
    def self.of(options)
      check_names(options)
      options = { token: ENV.fetch(TOKEN_VARIABLE) { raise ArgumentError.refused(NO_TOKEN) } }.merge(options) unless options.key?(:token)
      settings = { user_agent: "entryphone/#{VERSION} ruby/#{RUBY_VERSION}", **settings_of(options) }
      new(
        # Clients of one token share its rate limit, when they live by the same clock.
        engine: Engine.guarded { Engine::Client.new(Json.write(settings), options[:clock].nil?) },
        transport: options[:transport] || NetHttp.new,
        clock: options[:clock] || Clock,
        provider: options[:token].respond_to?(:call) ? options[:token] : nil,
        on_event: options[:on_event],
        fleet: options[:fleet]
      )
    end

    # The same with some options changed. It shares what this one has learned.
    def with(options)
      Host.check_names(options)
      raise ArgumentError.refused("a client keeps its clock; give it to the constructor") if options.key?(:clock)

      settings = Json.write(Host.settings_of(options))
      Host.new(
        engine: Engine.guarded { engine.with_settings(settings) },
        transport: options[:transport] || transport,
        clock:,
        provider: options.key?(:token) ? Host.provider(options[:token]) : provider,
        on_event: options.fetch(:on_event, on_event),
        fleet: options.fetch(:fleet, fleet)
      )
    end

    def now
      clock.now.to_i
    end

    # The dice of one call.
    def seed
      Random.urandom(8).unpack1("Q")
    end

    def inspect
      "#<#{self.class}>"
    end

    NO_TOKEN = "there is no access token; give token: \"…\", or set #{TOKEN_VARIABLE}, " \
               "or give token: nil where something behind base_url adds it".freeze
    private_constant :NO_TOKEN

    class << self
      def provider(token)
        token.respond_to?(:call) ? token : nil
      end

      def check_names(options)
        known = SETTINGS.keys + DRIVERS
        unknown = options.keys.find { |name| !known.include?(name) }
        return check_places(options) unless unknown

        raise ArgumentError.refused("there is no option #{unknown.name.inspect}#{Engine.hint(unknown.name, known.join(","))}")
      end

      def settings_of(options)
        settings = SETTINGS.filter_map do |name, (known, factor)|
          next if options[name].nil?

          [known, factor ? scaled(name, options[name], factor) : options[name]]
        end.to_h
        settings["base_url"] = settings["base_url"].to_s if settings.key?("base_url")
        settings.merge(token_of(options)).merge(others_of(options))
      end

      private

      def check_places(options)
        return if options[:region].nil? || options[:base_url].nil?

        raise ArgumentError.refused("region and base_url both say where requests go; give one of them")
      end

      def scaled(name, seconds, factor)
        return (seconds * factor).round if seconds.is_a?(Numeric) && seconds.real? && seconds.to_f.finite?

        raise ArgumentError.refused("#{name} must be a number of seconds, not #{seconds.inspect}")
      end

      def token_of(options)
        return {} unless options.key?(:token)

        token = options[:token]
        return { "token" => nil, "token_provider" => true } if token.respond_to?(:call)
        # What is no string is not shown: it may be a token in a wrapper.
        raise ArgumentError.refused("token must be a string, or something with `call`") unless token.nil? || token.is_a?(String)

        { "token" => token, "token_provider" => false }
      end

      def others_of(options)
        others = {}
        others["events"] = !options[:on_event].nil? if options.key?(:on_event)
        others["fleet"] = options[:fleet]&.settings if options.key?(:fleet)
        others
      end
    end
  end
end
