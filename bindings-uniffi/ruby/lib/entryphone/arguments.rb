# frozen_string_literal: true

module Entryphone
  # From the arguments of a method to the parts of a call.
  #
  # @api private
  class Arguments
    # What a caller can say about one call, of which the API knows nothing.
    EXTRAS = %i[extra_query extra_body extra_headers repeatable].freeze

    # What can be said about a listing besides.
    OF_LISTINGS = %i[limit resume progress].freeze

    # @return [String] the parts, as JSON
    attr_reader :text
    # @return [String] the contents of files, one behind the other
    attr_reader :bytes
    # @return [Hash] what is said about a listing
    attr_reader :listing

    # Sorts the arguments of a method of the catalog.
    def self.sorted(row, path, named)
      known = row["path_params"]
      if path.size > known.size
        taken = known.empty? ? "no argument" : known.join(", ")
        raise ArgumentError.refused("#{row["id"]} takes #{taken} by position and all else by name, not #{path.size} by position")
      end
      listing = row["paging"] ? named.slice(*OF_LISTINGS) : {}
      parts = { named: named.except(*EXTRAS, *listing.keys), **named.slice(*EXTRAS) }
      parts[:path] = path unless path.empty?
      new(parts, row["is_form"], listing)
    end

    # Takes parts that the caller sorted: `path`, `query`, `body` and the extras.
    def self.given(path: nil, query: nil, body: Undefined, **extras)
      path = [path] if path.is_a?(String) || path.is_a?(Integer)
      parts = { path:, query:, **extras }.compact
      parts[:body] = body unless body.equal?(Undefined)
      new(parts, false, {})
    end

    # What was not given, where nil would be something.
    Undefined = Object.new.freeze

    def initialize(parts, is_form, listing)
      contents = is_form ? take_files(parts) : []
      @bytes = contents.join
      @text = Json.write(parts)
      @listing = listing
    end

    private

    # Takes the files out of the members of a form: their heads stay in the parts.
    def take_files(parts)
      files, others = parts[:named].partition { |_, value| file?(value) }
      contents = files.map { |_, file| content(file) }
      parts[:named] = others.to_h
      parts[:files] = files.zip(contents).map { |(name, file), bytes|
        { name:, filename: filename(file, name), length: bytes.bytesize }
      }
      contents
    end

    def file?(value)
      value.is_a?(Upload) || value.respond_to?(:read)
    end

    def content(file)
      content = file.is_a?(Upload) ? file.content : file
      content = content.read.to_s if content.respond_to?(:read)
      return content.b if content.is_a?(String)

      raise ArgumentError.refused("the content of a file must be a string or something with read, not #{Given.kind(content)}")
    end

    def filename(file, name)
      return file.name if file.is_a?(Upload)

      file.respond_to?(:to_path) && file.to_path ? File.basename(file.to_path) : name.to_s
    end
  end

  # A file that is sent: its name, and its content as bytes or as something to `read`. An open `File` will do as well.
  Upload = Struct.new(:name, :content, keyword_init: true)
end
