# frozen_string_literal: true

require_relative "download"

module Entryphone
  # A job that was started: an export, a bulk change, a ticket to be made.
  #
  # Whatever goes wrong here, it goes on there. {#handle} is a text that {Client#resume_job} takes in another process.
  class Job
    # How patiently a job is followed, and what each is called by the engine.
    PATIENCE = { job_deadline: :deadline_ms, poll_from: :poll_from_ms, poll_to: :poll_to_ms }.freeze
    private_constant :PATIENCE

    # @return [String, nil] how it came to a good end: `complete`, `partial` when some items failed, `empty` when there was nothing
    attr_reader :end
    # @return [String, nil] the server's last word about it, such as `in_progress`
    attr_reader :status
    # @return [Record, nil] the server's last answer about it; of a job that makes no file, the last one is the result
    attr_reader :answer

    class << self
      # @api private
      def start(host, row, path, named)
        arguments = Arguments.sorted(row, path, named.except(*PATIENCE.keys))
        patience = named.slice(*PATIENCE.keys)
        text = patience_text(patience)
        core = Engine.guarded { host.engine.job(row["id"], arguments.text, arguments.bytes, text, host.seed) }
        new(host, core, patience).tap { |job| job.send(:begin) }
      end

      # @api private
      def resume(host, handle, patience)
        handle = Given.text("the handle of a job", handle)
        new(host, Engine.guarded { host.engine.resume_job(handle, patience_text(patience), host.seed) }, patience)
      end

      # @api private
      def patience_text(patience)
        unknown = patience.keys.find { |name| !PATIENCE.key?(name) }
        raise ArgumentError.refused("a job has no option #{Given.misspelt(unknown, PATIENCE.keys)}") if unknown

        Json.write(patience.compact.to_h { |name, seconds| [PATIENCE[name], Given.milliseconds(name, seconds)] })
      end
    end

    # @api private
    def initialize(host, core, patience)
      @host = host
      @core = core
      @patience = patience
      @is_lost = false
    end

    # @return [String] the server's name for it
    def id
      @core.id || ""
    end

    # @return [String] the text that resumes it; it holds no token and no host
    def handle
      @core.handle || ""
    end

    # Follows the job to its end. After whatever interrupted it, this may be called again.
    #
    # @param deadline [Numeric, nil] seconds for that; by default an hour from its start
    # @yieldparam job [Job] after each look at it
    # @return [String] how it ended
    # @raise [JobError] when the job failed or was canceled
    def wait(deadline: nil)
      resume(deadline) if @is_lost || (deadline && @end.nil?)
      while @end.nil?
        step, details = take_step
        case step
        when "finished" then @end = details["end"]
        when "wait" then @host.clock.sleep_until(details["until_ms"])
        else
          follow
          yield self if block_given?
        end
      end
      @end
    end

    # Asks Intercom to cancel the job. It ends when the server says so, which {#wait} sees.
    #
    # @return [void]
    def cancel
      resume(nil) if @is_lost
      Engine.guarded { @core.cancel }
      step, = take_step
      follow if step == "call"
      take_step if @cause
      nil
    end

    # Downloads what the finished job made. Its bytes come when they are read.
    #
    # @yieldparam received [Integer] how many bytes came
    # @yieldparam total [Integer, nil] of how many
    # @return [Download]
    def download(&progress)
      outcome = Drive.run(@host, Engine.guarded { @core.download(@host.engine) })
      Download.new(@host, outcome, progress)
    end

    def inspect
      "#<#{self.class} #{id} #{@end || status || "not looked at"}>"
    end

    private

    def begin
      step, = take_step
      follow if step == "call"
      take_step if @core.handle.nil?
    end

    def take_step
      step = Json.parse(@core.next(@host.engine, @host.now)).first
      Drive.tell(@host, @core)
      return step unless step.first == "failed"

      @is_lost = true
      raise Error.of(step.last), cause: @cause
    end

    # Drives a call of the job to its end. What comes of it is the job's to judge, but for what interrupted it.
    def follow
      @cause = nil
      call = @core.call
      outcome = Drive.run(@host, call)
      text = outcome.data.nil? ? nil : JSON.generate(outcome.data)
      wait = outcome.facts.retry_after
      Engine.guarded { @core.answered(@host.now, text, wait && (wait * 1000).round) }
      Drive.tell(@host, @core)
      @status = @core.status
      @answer = outcome.value
      is_judged = true
    rescue Error => e
      @core.failed(@host.now, call)
      @cause = e
      is_judged = true
    ensure
      unless is_judged
        @core.failed(@host.now, call) if call
        @is_lost = true
      end
    end

    # Follows it anew, by its handle.
    def resume(deadline)
      text = Job.patience_text(deadline ? @patience.merge(job_deadline: deadline) : @patience)
      @core = Engine.guarded { @host.engine.resume_job(handle, text, @host.seed) }
      @is_lost = false
      @cause = nil
    end
  end
end
