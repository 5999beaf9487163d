# frozen_string_literal: true

require_relative "host"
require_relative "drive"
require_relative "prepared"
require_relative "resource"
require_relative "job"

module Entryphone
  # A client for Intercom's REST API. Every resource is a method, and every operation a method of its resource:
  # `client.contacts.create(email: "ada@example.com")`. A client may be used by several threads at once, and after a fork.
  class Client
    # @param options [Hash]
    # @option options [String, #call, nil] :token the access token, or something that is called for one when it is needed; by default the
    #   environment variable INTERCOM_ACCESS_TOKEN. nil where something behind `base_url` adds it
    # @option options [String] :version the version of the API, such as "2.14"; by default the newest with a number
    # @option options [String] :region "us", "eu" or "au"
    # @option options [String, URI] :base_url the whole address instead
    # @option options [#call] :transport what sends requests: see {Request}; by default {NetHttp}
    # @option options [Numeric] :timeout seconds for one attempt
    # @option options [Numeric] :idle_timeout seconds that a connection which is answering may be silent
    # @option options [Numeric] :deadline seconds for a whole call, repeats and waits included
    # @option options [Integer] :max_attempts how often one call may be sent
    # @option options [Integer] :max_body_bytes the largest answer that is taken into memory
    # @option options [Boolean] :limiter false to run into the rate limit instead of waiting for a turn under it
    # @option options [String] :lane "bulk" for calls that nobody waits for, which let the others go first
    # @option options [Fleet] :fleet processes that share the token and its rate limit
    # @option options [Boolean] :strict whether answers are compared with the catalog; {Answer#drift} tells the differences
    # @option options [#call] :on_event what is called with a {Record} of whatever calls do: no tokens, ids or bodies are in it
    # @option options [Boolean] :any_version whether operations and parameters are sent that the version does not have
    # @raise [ArgumentError] for an option that is unknown or cannot work
    def initialize(**options)
      Client.learn
      @operations_host = Host.of(options)
    end

    # @return [String] the version of the API this client speaks
    def version
      @operations_host.engine.version
    end

    # @return [String] where requests go
    def base_url
      @operations_host.engine.base_url
    end

    # A client with some settings changed. It shares the transport of this one, and what it has learned.
    #
    # @param options [Hash] as for {#initialize}
    # @return [Client]
    def with_options(**options)
      made = Client.allocate
      made.instance_variable_set(:@operations_host, @operations_host.with(options))
      made
    end

    # Calls an operation by its id.
    #
    # @example
    #   client.call("contacts.update", path: id, body: { name: "Ada" })
    # @param parts [Hash] `path`, `query`, `body`, `extra_query`, `extra_body`, `extra_headers` and `repeatable`
    def call(operation, **parts)
      Operation.call(@operations_host, Catalog.find(operation), Arguments.given(**parts))
    end

    # Makes the request of an operation without sending it.
    #
    # @return [Prepared]
    def prepare(operation, **parts)
      Operation.prepare(@operations_host, Catalog.find(operation), Arguments.given(**parts))
    end

    # Sends any method to any path below the base URL, past the catalog.
    #
    # @example
    #   client.request("GET", "/contacts", query: { per_page: 1 })
    def request(method, path, **parts)
      host = @operations_host
      method = Given.text("the method", method)
      path = Given.text("the path", path)
      text = Arguments.given(**parts).text
      Drive.run(host, Engine.guarded { host.engine.start_raw(method, path, text, host.seed) }).value
    end

    # Starts a job, such as `data_export.create`, with the arguments of its operation, and `job_deadline`, `poll_from` and `poll_to` in
    # seconds: the time for all of it, and how often it is looked at.
    #
    # @return [Job]
    def job(operation, *path, **named)
      Job.start(@operations_host, Catalog.find(operation), path, named)
    end

    # Follows a job that was started before, here or elsewhere, by its handle.
    #
    # @return [Job]
    def resume_job(handle, **patience)
      Job.resume(@operations_host, handle, patience)
    end

    # What a debugger shows: nothing secret.
    def inspect
      "#<#{self.class} version=#{version.inspect} base_url=#{base_url.inspect}>"
    end

    class << self
      # Learns what there is, when the first client is made.
      #
      # @api private
      def learn
        @lock.synchronize do
          Catalog.define(self, "") unless @has_learned
          @has_learned = true
        end
      end

      # What stands behind a client.
      #
      # @api private
      def host(client)
        return client.send(:operations_host) if client.is_a?(Client)

        raise ArgumentError.refused("this is no client but #{client.class}; a client is made with Entryphone::Client.new")
      end
    end
    @lock = Mutex.new

    private

    attr_reader :operations_host
  end
end
