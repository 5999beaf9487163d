# frozen_string_literal: true

module Entryphone
  # Rows out of exports, while they come: inflated, unpacked and parsed in bounded memory.
  #
  # Gzip data and tar archives are told by their bytes. Data that ends too early raises {TransportError}, a row that cannot be read
  # {ApiError}, and the rows before it come first.
  #
  # @example
  #   File.open("export.csv.gz", "rb") { |file| Entryphone::Rows.csv(file).each { |row| puts row.email } }
  class Rows
    include Enumerable

    class << self
      # Reads CSV with a line of names.
      def csv(chunks, max_row_bytes: nil)
        new("csv", chunks, max_row_bytes:)
      end

      # Reads JSON lines.
      def jsonl(chunks, max_row_bytes: nil)
        new("jsonl", chunks, max_row_bytes:)
      end

      # Reads JSON lines where a file begins with a brace or a bracket, and otherwise CSV.
      def sniff(chunks, max_row_bytes: nil)
        new("sniff", chunks, max_row_bytes:)
      end
    end

    # @param chunks [String, #read, #each] bytes, or what brings them
    # @api private
    def initialize(syntax, chunks, max_row_bytes: nil)
      @syntax = syntax
      @chunks = chunks
      @max_row_bytes = max_row_bytes
    end

    # Goes over the rows, once: of CSV a record of texts by the names of the columns, of JSON lines the values.
    def each(&block)
      return to_enum(:each) unless block

      batches { |batch| batch.rows.each(&block) }
      self
    end

    # Goes over the rows as they come out of the bytes: about a megabyte of them at a time.
    def batches(&block)
      return to_enum(:batches) unless block

      most = @max_row_bytes && Given.count("max_row_bytes", @max_row_bytes)
      core = Engine.guarded { Engine::Rows.new(Given.text("syntax", @syntax), most) }
      Wire.each_chunk(@chunks) { |chunk| take(->(is_first) { core.push(is_first ? chunk : "") }, &block) }
      take(->(_) { core.finish }, &block)
      self
    end

    # Rows of one file.
    class Batch
      # @return [String, nil] the name of the file in the archive; nil outside archives
      attr_reader :file
      # @return [Array<String>] the names of the columns; of JSON lines there are none
      attr_reader :columns
      # @return [Array] the rows of CSV as arrays, which hide no column when two have one name; of JSON lines the values
      attr_reader :values

      # @api private
      def initialize(batch)
        @file = batch["file"]
        @columns = batch["columns"]
        @begins_file = batch["begins_file"]
        @values = batch["rows"]
      end

      # @return [Boolean] whether file and columns are other than those of the batch before
      def begins_file?
        @begins_file
      end

      # @return [Array] the rows of CSV as records; of JSON lines the values
      def rows
        return Record.wrap(values) if columns.empty?

        values.map { |fields| Record.new(columns.zip(fields).to_h) }
      end
    end

    private

    # The batches of one step, but for those that say nothing.
    def take(step)
      is_first = true
      loop do
        batch = Json.parse(Engine.guarded { step.call(is_first) })
        is_first = false
        yield Batch.new(batch) if batch["rows"].any? || batch["begins_file"]
        break unless batch["more_follows"]
      end
    end
  end
end
