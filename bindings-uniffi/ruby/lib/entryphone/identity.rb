# frozen_string_literal: true

require_relative "webhooks"

module Entryphone
  # Proof of who a visitor of the Messenger is, made on the server and handed to the page.
  module Identity
    module_function

    # The `user_hash` of a user, which is the older way.
    #
    # @param secret [String] the identity verification secret of the platform: web, iOS and Android have one each
    # @param user [String] the user's id, or the email where there is no id
    # @return [String]
    def user_hash(secret, user)
      user = Given.text("the user", user)
      Engine.guarded { Engine.user_hash(Secret.bytes(secret, "the identity verification secret"), user) }
    end

    # The `intercom_user_jwt` of a user, which is the way Intercom advises.
    #
    # @param secret [String] the Messenger API secret
    # @param claims [Hash] at least `user_id`, and whatever else the page must not be able to change
    # @param expires_at [Time, Integer, nil] a time, or UNIX seconds
    # @return [String]
    def messenger_jwt(secret, claims, expires_at: nil)
      expires_at &&= Given.count("expires_at", Json.seconds(expires_at) || expires_at, "a time after 1970 or its UNIX seconds")
      Engine.guarded { Engine.messenger_jwt(Secret.bytes(secret, "the Messenger API secret"), Json.write(claims), expires_at) }
    end
  end
end
