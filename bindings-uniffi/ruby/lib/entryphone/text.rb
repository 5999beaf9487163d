# frozen_string_literal: true

module Entryphone
  # Texts of any encoding as the engine takes them: in UTF-8. Bytes without an encoding are taken for that.
  #
  # @api private
  module Text
    module_function

    # The same text in UTF-8; nil when it is none.
    def utf8(text)
      text = text.dup.force_encoding(Encoding::UTF_8) if text.encoding == Encoding::BINARY
      text = text.encode(Encoding::UTF_8) unless text.encoding == Encoding::UTF_8
      text if text.valid_encoding?
    rescue EncodingError
      nil
    end

    # What can be read of a text, such as the message of an error.
    def readable(text)
      utf8(text) || text.dup.force_encoding(Encoding::UTF_8).scrub
    end
  end
end
