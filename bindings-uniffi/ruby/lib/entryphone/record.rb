# frozen_string_literal: true

module Entryphone
  # An object of an answer, to be read: `contact.email`, `contact["email"]`, `contact in {email: String => address}`.
  #
  # A member that the API is known to have and that is not there is nil; one that nobody knows raises NoMethodError by its method, and
  # is nil by `[]`. Nothing in it changes.
  class Record
    # The one method of every object whose name a member of the API has.
    undef_method :method

    # Makes a record of a hash, and an array of records of an array of hashes; anything else is what it is.
    #
    # @api private
    def self.wrap(value)
      case value
      when Hash then new(value)
      when Array then value.map { |item| wrap(item) }.freeze
      else value
      end
    end

    # @param members [Hash{String => Object}]
    def initialize(members)
      @members = members
      @wrapped = {}
    end

    # @param name [String, Symbol]
    # @return the member of that name, nil when there is none
    def [](name)
      name = name.name if name.is_a?(Symbol)
      value = @members[name]
      return value unless value.is_a?(Hash) || value.is_a?(Array)

      @wrapped[name] || keep(name, Record.wrap(value))
    end

    # Goes down the members, and the places of lists.
    def dig(name, *others)
      value = self[name]
      others.empty? || value.nil? ? value : value.dig(*others)
    end

    # @return [Boolean] whether there is a member of that name
    def key?(name)
      @members.key?(name.to_s)
    end

    # @return [Array<String>] the names of its members
    def keys
      @members.keys
    end

    # @return [Hash{String => Object}] the members as they came, with hashes and arrays inside; all of it frozen
    def to_h
      @members
    end

    # @return [String] JSON
    def to_json(*options)
      @members.to_json(*options)
    end

    # What Rails makes JSON of.
    def as_json(*)
      @members
    end

    # What pattern matching looks at.
    def deconstruct_keys(names)
      (names || @members.keys.map(&:to_sym)).each_with_object({}) { |name, found| found[name] = self[name] if key?(name) }
    end

    def ==(other)
      other.is_a?(Record) && other.to_h == @members
    end
    alias eql? ==

    def hash
      @members.hash
    end

    def inspect
      "#<Record #{@members.map { |name, value| "#{name}=#{value.inspect}" }.join(", ")}>"
    end
    alias to_s inspect

    private

    # Who is frozen, to be shared by Ractors, keeps nothing.
    def keep(name, wrapped)
      @wrapped.frozen? ? wrapped : @wrapped[name] = wrapped
    end

    def respond_to_missing?(name, include_private = false)
      @members.key?(name.name) || super
    end

    def method_missing(name, *arguments)
      return self[name] if arguments.empty? && (@members.key?(name.name) || Record.known?(name.name))

      hint = arguments.empty? ? Engine.hint(name.name, @members.keys.join(",")) : ""
      raise NoMethodError.new("there is no #{name.name.inspect} in this record#{hint}", name, arguments, receiver: self)
    end

    class << self
      # Whether answers of any operation may have a member of that name.
      #
      # @api private
      def known?(name)
        require_relative "members"
        MEMBERS.key?(name)
      end
    end
  end
end
