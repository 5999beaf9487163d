# frozen_string_literal: true

require "tempfile"

module Entryphone
  # A file that Intercom made. Its bytes come when they are read, once, and nothing holds more than a chunk of them.
  class Download
    include Enumerable

    # @return [Integer, nil] how many bytes will come, when the server says so
    attr_reader :content_length
    # @return [String, nil] the name the server gives the file, made harmless: one name without folders
    attr_reader :file_name
    # @return [String, nil] the media type, as the server has it
    attr_reader :content_type
    # @return [Record, nil] what came, after the last byte: how many `bytes`, their `format`, and the `proof` that it is whole
    attr_reader :summary

    # @api private
    def initialize(host, outcome, progress)
      @host = host
      @body = outcome.body
      @progress = progress
      # Our own transport undoes no coding of a file. Those of others do, which the bytes tell.
      @watch = Engine::Download.new(host.now, outcome.facts.status, Wire.lines(outcome.headers), true, true)
      head = Json.parse(@watch.head)
      @content_length = head["content_length"]
      @file_name = head["file_name"]
      @content_type = head["content_type"]
      @watch.resume(host.now)
    end

    # Goes over the bytes in chunks, once.
    #
    # @raise [TransportError] at the end, when something is missing
    def each(&block)
      return to_enum(:each) unless block
      raise ArgumentError.refused("the bytes of a download come once, and somebody has read them already") if @is_read

      @is_read = true
      begin
        pour(&block)
      ensure
        Wire.discard(@body)
      end
      @summary = Facts.of(Json.parse(Engine.guarded { @watch.on_end }))
      self
    end

    # @return [String] all bytes at once
    def read
      each_with_object(String.new(encoding: Encoding::BINARY)) { |chunk, bytes| bytes << chunk }
    end

    # Writes the file to a path. It is there whole or not at all.
    #
    # @return [Record] the {#summary}
    def to_file(path)
      Tempfile.create(".entryphone", File.dirname(path), binmode: true) do |file|
        to_io(file)
        file.close
        File.chmod(0o666 & ~File.umask, file.path)
        File.rename(file.path, path)
      end
      summary
    end

    # Writes the bytes to something with `write`, while they come.
    #
    # @return [Record] the {#summary}
    def to_io(target)
      each { |chunk| target.write(chunk) }
      summary
    end

    # The rows of the file, CSV or JSON lines, while they come.
    #
    # @return [Rows]
    def rows(syntax: "sniff", max_row_bytes: nil)
      Rows.new(syntax, self, max_row_bytes:)
    end

    def inspect
      "#<#{self.class} #{file_name} #{@watch.received} of #{content_length || "an unknown number of"} bytes>"
    end

    private

    def pour
      is_with_reader = false
      Wire.each_chunk(@body) do |chunk|
        Engine.guarded { @watch.on_chunk(@host.now, chunk) }
        is_with_reader = true
        yield chunk
        is_with_reader = false
        @progress&.call(@watch.received, content_length)
        @watch.resume(@host.now)
      end
    rescue TransportFailure, *TransportFailure::NATIVE => e
      # A full disk is no failure of the download.
      raise if is_with_reader

      # A silence that is too long is told by the engine.
      Engine.guarded { @watch.check(@host.now) }
      raise TransportError.new("the download broke off: #{e.message}", kind: "transport"), cause: e
    end
  end
end
