# frozen_string_literal: true

require "entryphone_engine"

module EntryphoneEngine
  # UniFFI makes an array of numbers of a text, one for each byte, in a buffer that grows. Memory takes a string as it is.
  class RustBuffer
    class << self
      remove_method :alloc_from_string, :alloc_from_bytes

      def alloc_from_string(value)
        filled(value.bytesize) { |memory| memory.put_bytes(0, value) }
      end

      # Bytes follow their number.
      def alloc_from_bytes(value)
        filled(value.bytesize + 4) { |memory| memory.put_bytes(0, [value.bytesize].pack("l>")).put_bytes(4, value) }
      end

      private

      def filled(length)
        buffer = alloc(length)
        yield buffer.data if length.positive?
        buffer.len = length
        buffer
      end
    end
  end
end

module EntryphoneEngine
  # What Ruby holds of the engine is a place in the memory of this process, which neither a text nor a second object may lead to.
  module Held
    def marshal_dump
      raise TypeError, "#{self.class} is of this process alone and cannot be dumped; a checkpoint or the handle of a job can be kept"
    end

    def encode_with(_)
      marshal_dump
    end

    def initialize_copy(_)
      # The copy has got the finalizer, which frees what it does not own.
      ObjectSpace.undefine_finalizer(self)
      raise TypeError, "#{self.class} cannot be copied"
    end
  end

  constants.map { |name| const_get(name) }.each { |held| held.include(Held) if held.respond_to?(:uniffi_allocate) }
end

module Entryphone
  # The compiled engine, which knows the API and its rules. It speaks in texts of JSON.
  #
  # @api private
  Engine = ::EntryphoneEngine

  class << Engine
    # Calls into the engine, and raises its refusal as what it is.
    def guarded
      yield
    rescue ::EntryphoneEngine::EngineError::Refused => e
      raise Entryphone::Error.of(Entryphone::Json.parse(e.json)), cause: nil
    end
  end
end
