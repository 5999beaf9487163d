# frozen_string_literal: true

require "json"
require "net/http"

# The emulator in tests: an Intercom of one's own, which can be told to fail. It needs a built emulator, and nothing else.
class Emulator
  # The access token an emulator accepts, unless it is started with another one.
  TOKEN = "emulator-token"

  # @return [String] its base URL
  attr_reader :url

  # Starts an emulator on a free port of this machine. Options are those of the command line: `contacts: 100, job_seconds: 10`.
  def initialize(**options)
    arguments = options.flat_map { |name, value| ["--#{name.to_s.tr("_", "-")}", value.to_s] }
    @output = IO.popen([program, *arguments])
    @url = @output.gets.to_s[/\Alistening on (\S+)$/, 1] || raise("the emulator did not say where it listens")
  end

  # Appends faults to the queue.
  def faults(*faults)
    control(:Post, "faults", faults)
  end

  # What arrived, in the order of arrival.
  def requests
    control(:Get, "requests")
  end

  # What took effect, and how often.
  def applied
    control(:Get, "applied")
  end

  # Stops the clock, and moves it forward.
  def advance(milliseconds)
    control(:Post, "clock", { virtual: true, advance_ms: milliseconds })
  end

  # Stops the clock at so many milliseconds since 1970.
  def stop_at(milliseconds)
    control(:Post, "clock", { virtual: true, now_ms: milliseconds })
  end

  # Goes back to the data of the start and to a clock that runs; forgets faults, requests and changes.
  def reset
    control(:Post, "reset", {})
    control(:Post, "clock", { virtual: false })
  end

  # Ends the program.
  def stop
    Process.kill("TERM", @output.pid)
    @output.close
  end

  private

  def program
    target = ENV.fetch("CARGO_TARGET_DIR") { File.expand_path("../../target", __dir__) }
    ENV.fetch("ENTRYPHONE_EMULATOR") { File.join(target, "debug", "entryphone-emulator") }
  end

  def control(verb, path, body = nil)
    uri = URI("#{url}/_emulator/#{path}")
    request = Net::HTTP.const_get(verb).new(uri, "content-type" => "application/json")
    request.body = JSON.generate(body) if body
    answer = Net::HTTP.start(uri.host, uri.port) { |http| http.request(request) }
    value = JSON.parse(answer.body)
    raise value["error"] unless answer.is_a?(Net::HTTPSuccess)

    value
  end
end
