# frozen_string_literal: true

module Entryphone
  # Letting a workspace grant an app access: send its admin to {authorize_url}, and {exchange} the code that comes back.
  #
  # What the app may do is set where it is registered, not asked for here. A token does not expire and is not refreshed.
  module OAuth
    module_function

    # The address to send an admin to, who comes back to `redirect_uri` with a `code` and the `state`.
    #
    # @param state [String] a value that nobody can guess: take a code only when it comes with the state of the same browser's session
    # @param redirect_uri [String, nil] one of the addresses the app is registered with, by default the first
    # @param region [String] "us", "eu" or "au"
    # @return [String]
    def authorize_url(client_id:, state:, redirect_uri: nil, region: "us")
      region, client_id, state, redirect_uri = texts(region:, client_id:, state:, redirect_uri:)
      Engine.guarded { Engine.authorize_url(region, client_id, state, redirect_uri) }
    end

    # Exchanges the code of an admin who granted access for a token.
    #
    # The call goes where the client's calls go, and without the client's token: `Client.new(token: nil)` will do. It is sent again only
    # when it cannot have arrived, since a code works once. No error shows the secret or the code.
    #
    # @return [Grant]
    def exchange(client, client_id:, client_secret:, code:)
      client_id, client_secret, code = texts(client_id:, client_secret:, code:)
      host = Client.host(client)
      outcome = Drive.run(host, Engine.guarded { host.engine.exchange(client_id, client_secret, code, host.seed) })
      Grant.new(Json.parse(Engine.guarded { Engine.read_grant(JSON.generate(outcome.data)) }))
    end

    def texts(**given)
      given.map { |name, value| Given.text(name, value) unless value.nil? && name == :redirect_uri }
    end
    private_class_method :texts

    # The token that an admin granted, to be kept where secrets are kept. It is not shown when the grant is printed.
    class Grant
      # @return [String] the token
      attr_reader :token
      # @return [String, nil] how the token is sent, which is `Bearer`; nil when the answer does not say
      attr_reader :token_type

      # @api private
      def initialize(grant)
        @token = grant["token"]
        @token_type = grant["token_type"]
      end

      def inspect
        "#<#{self.class} token=*** token_type=#{token_type.inspect}>"
      end
      alias to_s inspect

      # What JSON shows.
      def to_json(*options)
        as_json.to_json(*options)
      end

      # What JSON shows where Rails writes it.
      def as_json(*)
        { "token" => "***", "token_type" => token_type }
      end
    end
  end
end
