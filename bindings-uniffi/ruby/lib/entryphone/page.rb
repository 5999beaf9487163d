# frozen_string_literal: true

module Entryphone
  # One page of a listing. Going over it gives its items and those of all that follow; `data` is this one's alone.
  #
  # Each page knows its successor, so that `next_page` can be asked again; only a scroll gives each page once.
  class Page
    include Enumerable

    # @return [Array<Record>] the items of this page
    attr_reader :data
    # @return [Record, nil] the whole answer: totals and whatever else stands around the items; nil when nothing was left to ask for
    attr_reader :body

    # @api private
    def initialize(source, place, data, body)
      @source = source
      @place = place
      @data = data
      @body = body
    end

    # @return [Boolean] whether there is a further page; it may turn out to be empty
    def next?
      !@place.is_over
    end

    # Asks for the page after this one.
    #
    # @return [Page, nil] nil after the last
    def next_page
      Page.fetch(@source, @place).first
    end

    # The text with which the same listing goes on after this page, here or elsewhere: `list(resume: text)`.
    #
    # @return [String]
    def checkpoint
      Engine.guarded { @place.checkpoint }
    end

    # Goes over this page and all that follow.
    def pages
      return to_enum(:pages) unless block_given?

      page = self
      until page.nil?
        yield page
        page = page.next_page
      end
      self
    end

    # Goes over the items of this page and of all that follow.
    def each(&block)
      return to_enum(:each) unless block

      pages { |page| page.data.each(&block) }
      self
    end

    def inspect
      "#<#{self.class} of #{data.size}#{", more to come" if next?}>"
    end

    # Ends the listing at this page, behind which nobody will ask.
    #
    # @api private
    def release
      # On a place of its own, since the page may still be asked for the one after it.
      @place.bookmark.limit(0)
    end

    # What the pages of one listing share.
    #
    # @api private
    class Source
      attr_reader :host

      def initialize(host, progress)
        @host = host
        @progress = progress
        @items = 0
      end

      def tell(page)
        return if @progress.nil?

        @items += page.data.size
        total = page.body.is_a?(Record) ? page.body["total_count"] : nil
        @progress.call(@items, total.is_a?(Integer) ? total : nil)
      end
    end

    class << self
      # The first page of a listing, or the answer as it is when it holds no list; and how its call ended.
      #
      # @api private
      def first(source, pager)
        page, outcome = fetch(source, pager)
        # A listing that was resumed at its end, or may bring nothing, has an empty page.
        [page.nil? && outcome.nil? ? new(source, pager, [], nil) : page, outcome]
      end

      # @api private
      def fetch(source, place)
        host = source.host
        call = Engine.guarded { place.call(host.engine, host.now, host.seed) }
        return [nil, nil] if call.nil?

        # The place itself stays where it is, so that its page can be asked for again.
        following = place.bookmark
        outcome = answer(host, call, following)
        return [nil, nil] if outcome.nil?

        [turned(source, following, outcome), outcome]
      end

      private

      def answer(host, call, following)
        Drive.run(host, call)
      rescue Error => e
        # A listing that starts again brings items twice, so it is the caller who starts it.
        raise unless following.fail(e.status) == false
      end

      def turned(source, place, outcome)
        host = source.host
        items = items_at(outcome.data, place.items_path)
        count = Engine.guarded { place.turn(members(outcome.data), items&.size, host.now) }
        Drive.tell(host, place)
        return outcome.value if items.nil?

        page = new(source, place, Record.wrap(items.first(count)), outcome.value)
        source.tell(page)
        page
      end

      # The items of an answer; none where null stands for them, and nil when it holds no list.
      def items_at(answer, path)
        found = path.split(".").reduce(answer) { |place, name| place.is_a?(Hash) ? place.fetch(name, false) : place }
        return [] if found.nil? && !answer.nil?

        found if found.is_a?(Array)
      end

      # Those members of an answer that say where its next page is.
      def members(answer)
        @names ||= Engine.pager_members.split(",")
        JSON.generate(answer.is_a?(Hash) ? answer.slice(*@names) : {})
      end
    end
  end
end
