# frozen_string_literal: true

require_relative "clock"

module Entryphone
  # What a client keeps out of sight: the engine, and what it is driven by.
  #
  # @api private
  class Host
    TOKEN_VARIABLE = "INTERCOM_ACCESS_TOKEN"

    # Settings of the engine.
    SETTINGS = %i[version region base_url user_agent max_attempts max_body_bytes lane limiter any_version strict].freeze

    # Those that are seconds here and milliseconds there.
    TIMES = %i[timeout idle_timeout deadline].freeze

    # What the engine does not know, or knows in another form; and the methods that each must have.
    DRIVERS = { token: [], transport: %i[call], on_event: %i[call], fleet: %i[reserve settings], clock: %i[now sleep_until] }.freeze

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
        provider: provider(options[:token]),
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
        known = SETTINGS + TIMES + DRIVERS.keys
        unknown = options.keys.find { |name| !known.include?(name) }
        raise ArgumentError.refused("there is no option #{Given.misspelt(unknown, known)}") if unknown

        check_drivers(options)
        check_places(options)
      end

      def settings_of(options)
        settings = options.slice(*SETTINGS).compact
        settings[:base_url] = settings[:base_url].to_s if settings.key?(:base_url)
        settings.merge(times_of(options), token_of(options), others_of(options))
      end

      private

      def check_drivers(options)
        DRIVERS.each do |name, methods|
          missing = methods.reject { |method| options[name].nil? || options[name].respond_to?(method) }
          next if missing.empty?

          raise ArgumentError.refused("#{name} must have the methods #{methods.join(" and ")}, and #{options[name].class} has not")
        end
      end

      def check_places(options)
        return if options[:region].nil? || options[:base_url].nil?

        raise ArgumentError.refused("region and base_url both say where requests go; give one of them")
      end

      def times_of(options)
        options.slice(*TIMES).compact.to_h { |name, seconds| [:"#{name}_ms", Given.milliseconds(name, seconds)] }
      end

      def token_of(options)
        return {} unless options.key?(:token)

        token = options[:token]
        return { token: nil, token_provider: true } if token.respond_to?(:call)
        # What is no string is not shown: it may be a token in a wrapper.
        raise ArgumentError.refused("token must be a string, or something with `call`") unless token.nil? || token.is_a?(String)

        { token:, token_provider: false }
      end

      def others_of(options)
        others = {}
        others[:events] = !options[:on_event].nil? if options.key?(:on_event)
        others[:fleet] = options[:fleet]&.settings if options.key?(:fleet)
        others
      end
    end
  end
end
