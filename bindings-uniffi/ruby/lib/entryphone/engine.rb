# frozen_string_literal: true

require "entryphone_engine"

module EntryphoneEngine
  # UniFFI makes an array of numbers of a text, one for each byte; memory takes a string as it is.
  class RustBufferBuilder
    remove_method :write, :write_bytes

    def write(value)
      reserve(value.bytesize) { @rust_buf.data.put_bytes(@rust_buf.len, value) }
    end

    def write_bytes(value)
      pack_into(4, "l>", value.bytesize)
      write(value)
    end
  end
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
