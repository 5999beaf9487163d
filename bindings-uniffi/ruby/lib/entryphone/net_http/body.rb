# frozen_string_literal: true

module Entryphone
  class NetHttp
    # A body on its way into memory: inflated, and no longer than there is use for. `net/http` would not say that one is short.
    #
    # @api private
    class Body
      def initialize(request)
        @request = request
      end

      def begin(answer)
        @bytes = String.new(encoding: Encoding::BINARY)
        @came = 0
        @promised = answer.content_length unless answer.chunked?
        @inflater = Zlib::Inflate.new(Zlib::MAX_WBITS + 32) if answer["content-encoding"]&.casecmp?("gzip")
      end

      def <<(chunk)
        @came += chunk.bytesize
        @inflater ? @inflater.inflate(chunk) { |piece| add(piece) } : add(chunk)
      end

      def finish
        short = @promised && @came < @promised && @request.verb != "HEAD"
        raise TransportFailure, "the body ended after #{@came} of #{@promised} bytes" if short

        if @inflater && @came.positive? && !@inflater.finished?
          raise TransportFailure.new("the compressed body is incomplete",
                                     kind: "protocol")
        end

        @bytes
      ensure
        @inflater&.close
      end

      private

      def add(piece)
        @bytes << piece
        most = @request.max_body_bytes
        raise TransportFailure.new("the body is longer than #{most} bytes", kind: "too_large") if @bytes.bytesize > most
      end
    end
    private_constant :Body
  end
end
