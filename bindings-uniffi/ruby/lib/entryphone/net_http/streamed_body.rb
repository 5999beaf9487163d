# frozen_string_literal: true

module Entryphone
  class NetHttp
    # A body whose chunks are asked for. `net/http` pushes them, so a fiber stands between.
    #
    # @api private
    class StreamedBody
      attr_reader :head

      def initialize(http, message)
        @http = http
        # A blocking one: its waits are no business of a scheduler that knows only the fiber which reads.
        @fiber = Fiber.new(blocking: true) do
          http.request(message) do |answer|
            Fiber.yield(answer)
            answer.read_body { |chunk| Fiber.yield(chunk) }
          end
          nil
        end
        @head = @fiber.resume
      end

      def each
        while @fiber.alive? && (chunk = pull)
          yield chunk
        end
      ensure
        close
      end

      def close
        @http.finish if @http.started?
      rescue IOError, SystemCallError, OpenSSL::SSL::SSLError
        nil
      end

      private

      def pull
        @fiber.resume
      rescue *FAILURES => e
        raise NetHttp.failure(e), cause: e
      end
    end
    private_constant :StreamedBody
  end
end
