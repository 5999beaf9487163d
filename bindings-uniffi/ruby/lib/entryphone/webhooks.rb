# frozen_string_literal: true

module Entryphone
  # Notifications: whether Intercom sent them, and what they say.
  #
  # There is no time in the signature, and a notification that is not answered in time comes again. Who must not act twice remembers each
  # `dedupe_key`.
  #
  # @example In anything that speaks Rack
  #   notification = Entryphone::Webhooks.unwrap(env, secret: ENV.fetch("INTERCOM_CLIENT_SECRET"))
  #   puts notification.topic, notification.item
  module Webhooks
    module_function

    # Verifies a notification, and only then reads it.
    #
    # @param body [String, Hash] the request's, as it was received; or the whole environment of Rack
    # @param headers [Hash, nil] all headers of the request; not for an environment of Rack, which has them
    # @param secret [String, Array<String>] the client secret of the app; several while a new one takes over
    # @return [Record] with `topic`, `id`, `item`, `dedupe_key`, `app_id`, `created_at`, `is_ping`, …
    # @raise [SignatureError] when it was not shown to be Intercom's
    # @raise [ApiError] when the signature is right and the body is not JSON
    def unwrap(body, headers = nil, secret:)
      body, lines = received(body, headers)
      Record.wrap(Json.parse(Engine.guarded { Engine.webhook_unwrap(body, lines, secrets(secret)) }))
    end

    # Verifies a notification, and does not read it. Raises as {unwrap} does.
    #
    # @return [void]
    def verify(body, headers = nil, secret:)
      body, lines = received(body, headers)
      Engine.guarded { Engine.webhook_verify(body, lines, secrets(secret)) }
      nil
    end

    # The value of the header X-Hub-Signature that Intercom would send with this body: for testing one's own endpoint.
    #
    # @return [String]
    def sign(body, secret)
      Engine.guarded { Engine.webhook_sign(received(body, {}).first, Secret.bytes(secret, "the client secret")) }
    end

    # The topics that are known, sorted. There are others: Intercom adds topics without a new version.
    #
    # @return [Array<String>]
    def known_topics
      Engine.webhook_topics.split(",")
    end

    def received(body, headers)
      return of_rack(body) if body.is_a?(Hash) && (body.key?("rack.input") || body.key?("REQUEST_METHOD"))
      raise ArgumentError.refused("the headers must be a hash, not a string") if headers.is_a?(String)
      return [body.b, Wire.lines(headers)] if body.is_a?(String)

      raise ArgumentError.refused("the body must be the bytes of the request as they were received, or the environment of Rack, " \
                                  "not #{Given.kind(body)}; the signature is over exactly these")
    end

    # Who comes after us can read the body once more, where the server allows it.
    def of_rack(env)
      input = env["rack.input"]
      input.rewind if input.respond_to?(:rewind)
      body = input&.read.to_s.b
      input.rewind if input.respond_to?(:rewind)
      headers = env.filter_map { |name, value| [name.delete_prefix("HTTP_").tr("_", "-"), value] if name.start_with?("HTTP_") }
      [body, Wire.lines(headers)]
    end

    def secrets(secret)
      Array(secret).map { |one| Secret.bytes(one, "the client secret") }
    end
    private_class_method :received, :of_rack, :secrets
  end

  # What is done with secrets.
  #
  # @api private
  module Secret
    # The bytes of a secret. What is no string is not shown, since it may be a secret in a wrapper.
    def self.bytes(secret, what)
      raise ArgumentError.refused("#{what} must be a string") unless secret.is_a?(String)

      secret.b
    end
  end
end
