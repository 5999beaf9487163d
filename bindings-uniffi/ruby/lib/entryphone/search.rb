# frozen_string_literal: true

module Entryphone
  # Queries for the searches of contacts, conversations, tickets and companies. A condition is a plain hash and becomes whatever it is told.
  #
  # @example
  #   search = Entryphone::Search
  #   query = search.all(
  #     search.field("role").equals("user"),
  #     search.any(search.field("custom_attributes.plan").one_of(%w[pro team]), search.field("signed_up_at").greater_than(Time.new(2031)))
  #   )
  #   client.contacts.search(query: query).each { |contact| puts contact.id }
  module Search
    module_function

    # Begins a filter of this field; its methods compare it with something.
    #
    # @return [Subject]
    def field(name)
      Subject.new(name)
    end

    # Holds where all of these hold.
    def all(*conditions)
      { operator: "AND", value: conditions }
    end

    # Holds where one of these holds.
    def any(*conditions)
      { operator: "OR", value: conditions }
    end

    # Checks a query as `client.contacts.search` and its like take it, in a version of the API.
    #
    # @param unchecked [Array<String>] fields that may be compared in any way
    # @raise [ArgumentError, NotInVersionError]
    # @return [void]
    def check(resource, version, query, unchecked: [])
      resource = Given.text("the resource", resource)
      version = Given.text("the version", version)
      Engine.guarded { Engine.search_check(resource, version, Json.write(query), Json.write(unchecked)) }
      nil
    end

    # A field that waits for what it is compared with. Conversations, tickets and companies take `>` and `<` as "or equal".
    class Subject
      def initialize(name)
        name = name.name if name.is_a?(Symbol)
        raise ArgumentError.refused('a filter is of a field, such as Search.field("email")') unless name.is_a?(String) && !name.empty?

        @name = name
      end

      # Any operator with any value.
      def compare(operator, value)
        { field: @name, operator:, value: }
      end

      {
        equals: "=", not_equals: "!=", greater_than: ">", less_than: "<", at_least: ">=", at_most: "<=",
        contains: "~", not_contains: "!~", starts_with: "^", ends_with: "$"
      }.each do |name, operator|
        define_method(name) { |value| compare(operator, value) }
      end

      # `IN`
      def one_of(values)
        compare("IN", listed(values))
      end

      # `NIN`
      def none_of(values)
        compare("NIN", listed(values))
      end

      private

      def listed(values)
        return values.to_a if values.respond_to?(:to_a) && !values.nil? && !values.is_a?(Hash)

        raise ArgumentError.refused("the values to look for must be a list, not #{Given.kind(values)}")
      end
    end
  end
end
