# frozen_string_literal: true

require_relative "arguments"
require_relative "answer"
require_relative "listing"

module Entryphone
  # What the catalog has below a name, as methods of a class. They are real methods: `respond_to?`, `methods` and the hints of Ruby for
  # a misspelt name work.
  #
  # @api private
  module Catalog
    module_function

    # Gives a class a method for each operation and each resource right below a prefix.
    def define(owner, prefix)
      Engine.names(prefix).split(",").each do |name|
        id = prefix.empty? ? name : "#{prefix}.#{name}"
        row = row(id)
        row ? define_operation(owner, name, row) : define_resource(owner, name, id)
      end
    end

    # The row of an operation, nil when there is none of that id.
    def row(id)
      text = Engine.operation(id)
      text && JSON.parse(text, freeze: true)
    end

    # The row of an operation. Raises when there is none: the engine knows the nearest name.
    def find(id)
      id = id.to_s
      row(id) || Engine.guarded { Engine::Client.new("{}", false).prepare(id, "{}", "") }
    end

    def define_operation(owner, name, row)
      owner.define_method(name) { |*path, **named| Operation.call(operations_host, row, Arguments.sorted(row, path, named)) }
    end

    def define_resource(owner, name, id)
      made = nil
      lock = Mutex.new
      owner.define_method(name) do
        # Of all that can be called, a program calls little.
        made ||= lock.synchronize { made || Class.new(Resource).tap { |resource| resource.describe(id) } }
        made.new(operations_host)
      end
    end
    private_class_method :define_operation, :define_resource
  end

  # Calls of one operation.
  #
  # @api private
  module Operation
    module_function

    # An answer, or a listing.
    def call(host, row, arguments)
      return Listing.new(host, row, arguments) if row["paging"]

      outcome(host, row, arguments).value
    end

    # The answer, or the first page, with all that came with it.
    def with_response(host, row, arguments)
      return Listing.new(host, row, arguments).with_response if row["paging"]

      Answer.of(outcome(host, row, arguments))
    end

    def prepare(host, row, arguments)
      Prepared.new(Engine.guarded { host.engine.prepare(row["id"], arguments.text, arguments.bytes) })
    end

    def outcome(host, row, arguments)
      Drive.run(host, Engine.guarded { host.engine.start(row["id"], arguments.text, arguments.bytes, host.seed) })
    end
    private_class_method :outcome
  end

  # A part of the API. Its methods are its operations and the resources inside it.
  #
  # Arguments of the path come first, by position or by name; everything else is named. Besides the operation's own arguments,
  # `extra_query`, `extra_body` and `extra_headers` take hashes that pass the catalog by, and `repeatable: true` vouches that sending
  # the request twice does no harm. Where the answer is a list, `limit: 10` ends it after so many items, `resume: text` goes on at the
  # checkpoint of a page, and `progress` is called with how many items came, and of how many.
  class Resource
    class << self
      # @api private
      attr_reader :id

      # @api private
      def describe(id)
        @id = id
        Catalog.define(self, id)
      end
    end

    # @api private
    def initialize(host)
      @operations_host = host
    end

    # Calls an operation, and gives the answer with its status, headers, rate limit and attempts.
    #
    # @example
    #   client.contacts.with_response(:find, id).request_id
    # @return [Answer]
    def with_response(operation, *path, **named)
      row = row(operation)
      Operation.with_response(@operations_host, row, Arguments.sorted(row, path, named))
    end

    # Makes the request of an operation without sending it.
    #
    # @example
    #   puts client.contacts.prepare(:update, id, name: "Ada").curl
    # @return [Prepared]
    def prepare(operation, *path, **named)
      row = row(operation)
      Operation.prepare(@operations_host, row, Arguments.sorted(row, path, named))
    end

    def inspect
      "#<Resource #{self.class.id}: #{Engine.names(self.class.id).tr(",", " ")}>"
    end

    private

    attr_reader :operations_host

    def row(operation)
      Catalog.find("#{self.class.id}.#{operation}")
    end
  end
end
