# frozen_string_literal: true

module Entryphone
  # The loop that does what the engine says, until a call has come to its end.
  #
  # @api private
  class Drive
    DONE = '{"done":'
    private_constant :DONE

    # Takes a call to its end. What comes of it is an {Outcome}, or the error raised.
    def self.run(host, call)
      new(host, call).run
    end

    # Hands on what a machine of the engine did.
    def self.tell(host, machine)
      return if host.on_event.nil?

      Json.parse(machine.drain_events).each { |event| host.on_event.call(Facts.of(event)) }
    end

    def initialize(host, call)
      @host = host
      @call = call
      @clock = host.clock
    end

    def run
      step = @call.start(now)
      loop do
        Drive.tell(@host, @call)
        return finished(step) if step.start_with?(DONE)

        known = JSON.parse(step)
        failed(known["failed"]) if known.key?("failed")
        step = act(known)
      end
    ensure
      # A listener that raises, a thread that is ended: nobody will go on with the call.
      @call.cancel(now) unless @is_over
    end

    private

    # Time is whole milliseconds, and no clock of a test knows that.
    def now
      @clock.now.to_i
    end

    def finished(step)
      @is_over = true
      Outcome.new(step, @data, @headers, @body)
    end

    def failed(fields)
      @is_over = true
      raise Error.of(fields), cause: @cause
    end

    def act(step)
      name, details = step.first
      case name
      when "send" then send_request(details)
      when "wait" then sleep_until(details["until_ms"])
      when "need_token" then provide
      when "reserve" then reserve(details)
      else raise "the engine asks for what this gem does not know: #{name}"
      end
    end

    def sleep_until(time)
      @clock.sleep_until(time)
      @call.woke(now)
    end

    def send_request(step)
      exchange(step)
    rescue TransportFailure, *TransportFailure::NATIVE => e
      @cause = e
      failure = TransportFailure.of(e)
      Engine.guarded { @call.lost(now, step["attempt"], failure.kind, failure.sent, Text.readable(failure.message)) }
    end

    # Sends, and tells the call what comes: the head first, since it says what becomes of the body.
    def exchange(step)
      request = Request.new(step, step["has_body"] ? @call.body : nil)
      response = @host.transport.call(request)
      unless response.respond_to?(:status) && response.status.is_a?(Integer) && response.status.between?(0, 0xFFFF)
        raise TransportFailure.new("the transport gave an answer without a status", kind: "protocol")
      end

      @headers = response.headers
      answered(step, response)
    end

    def answered(step, response)
      attempt = step["attempt"]
      told = @call.head(now, attempt, response.status, Wire.lines(response.headers))
      name, details = JSON.parse(told).first
      case name
      when "read" then read(attempt, details["form"], Wire.bytes(response.body, step["max_body_bytes"]))
      when "collect" then collect(attempt, Wire.bytes(response.body, details["max_bytes"]))
      else
        # A stream whose head is good is the caller's to read; any other body is of no use to anybody.
        name == "done" ? @body = response.body : Wire.discard(response.body)
        told
      end
    end

    def read(attempt, form, bytes)
      @data = bytes.empty? ? nil : value(form, bytes)
      @call.read(now, attempt, bytes.bytesize)
    rescue JSON::ParserError
      judged = @call.collected(now, attempt, bytes)
      # What the engine takes for JSON and Ruby does not must not be taken for nothing.
      raise if judged.start_with?(DONE)

      judged
    end

    def value(form, bytes)
      case form
      when "bytes" then bytes
      when "text" then bytes.dup.force_encoding(Encoding::UTF_8).scrub
      when "json" then Json.read(bytes)
      else
        begin
          Json.read(bytes)
        rescue JSON::ParserError
          nil
        end
      end
    end

    # Only a strict client has successes read by the engine, and they are JSON then.
    def collect(attempt, bytes)
      judged = @call.collected(now, attempt, bytes)
      @data = bytes.empty? ? nil : Json.read(bytes) if judged.start_with?(DONE)
      judged
    end

    def provide
      token = @host.provider.call
      # The token is not shown where it is wrong: it may be in a wrapper.
      text = Text.utf8(token) if token.is_a?(String)
      return @call.token(now, text) if text

      what = token.is_a?(String) ? "not UTF-8" : "no string but #{Given.kind(token)}"
      @call.no_token(now, "the provider gave a token that is #{what}")
    rescue StandardError => e
      @cause = e
      @call.no_token(now, Text.readable(e.message))
    end

    def reserve(step)
      @call.reserved(now, @host.fleet.reserve(step))
    rescue StandardError => e
      @cause = e
      @call.unavailable(now, Text.readable(e.message))
    end

    # How a call ended well: with its `data`; of a stream with the `body` instead, which nobody has read.
    class Outcome
      attr_reader :data, :headers, :body

      def initialize(step, data, headers, body)
        @step = step
        @data = data
        @headers = headers
        @body = body
      end

      # What the engine says of it. Read when somebody asks, since most do not.
      def facts
        @facts ||= Facts.of(Json.parse(@step).fetch("done"))
      end

      # What a caller is given.
      def value
        Record.wrap(data)
      end
    end
  end
end
