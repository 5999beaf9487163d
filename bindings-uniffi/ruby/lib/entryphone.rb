# frozen_string_literal: true

# A client for Intercom's REST API. See {Entryphone::Client}.
module Entryphone
  autoload :FaradayTransport, "entryphone/faraday_transport"
  autoload :Fleet, "entryphone/fleet"
  autoload :Identity, "entryphone/identity"
  autoload :NetHttp, "entryphone/net_http"
  autoload :OAuth, "entryphone/oauth"
  autoload :Rows, "entryphone/rows"
  autoload :Search, "entryphone/search"
  autoload :Webhooks, "entryphone/webhooks"

  # The operations of a version of the API, or of all versions, sorted by id: records of `id`, `method`, `path`, `path_params`, `query`,
  # `body`, `since`, `until`, `status`, `doc`, `link`, `paging` and `repeatable`.
  #
  # @param version [String, nil] such as `"2.14"`
  # @return [Array<Record>]
  # @raise [ArgumentError] when there is no such version
  def self.operations(version = nil)
    Record.wrap(Json.parse(Engine.guarded { Engine.operations(version && Given.text("version", version)) }))
  end
end

require_relative "entryphone/version"
require_relative "entryphone/text"
require_relative "entryphone/given"
require_relative "entryphone/json"
require_relative "entryphone/record"
require_relative "entryphone/errors"
require_relative "entryphone/engine"
require_relative "entryphone/transport"
require_relative "entryphone/client"
