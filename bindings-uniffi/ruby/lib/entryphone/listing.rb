# frozen_string_literal: true

require_relative "page"

module Entryphone
  # A listing: going over it gives the items of all pages. Nothing is sent before that.
  #
  # @example
  #   client.contacts.list(per_page: 150).lazy.select { |contact| contact.role == "lead" }.first(3)
  class Listing
    include Enumerable

    # @api private
    def initialize(host, row, arguments)
      @host = host
      @row = row
      @arguments = arguments
    end

    # Goes over the items of all pages, asking for each page when it is needed.
    def each(&block)
      return to_enum(:each) unless block

      last = first_page
      raise ArgumentError.refused("the answer holds no list, so there is nothing to go over") unless last.is_a?(Page)

      begin
        last.pages do |page|
          last = page
          page.data.each(&block)
        end
      ensure
        # Of a scroll there is one at a time, and nobody else knows of this one.
        last.release
      end
      self
    end

    # Goes over all pages.
    #
    # @return [Enumerator<Page>]
    def pages(&block)
      return to_enum(:pages) unless block

      page = first_page
      page.pages(&block) if page.is_a?(Page)
      self
    end

    # Asks for the first page.
    #
    # @return [Page, Record] the answer as it is when it holds no list
    def first_page
      fetched.first
    end

    # Asks for the first page, and gives it with all that came with it.
    #
    # @return [Answer]
    def with_response
      page, outcome = fetched
      raise ArgumentError.refused("the listing has no further page, so there is no response to it") if outcome.nil?

      Answer.of(outcome, page)
    end

    def inspect
      "#<#{self.class} #{@row["id"]}>"
    end

    private

    def fetched
      said = @arguments.listing
      resume = said[:resume] && Given.text("resume", said[:resume])
      pager = Engine.guarded { @host.engine.pages(@row["id"], @arguments.text, resume, @host.seed) }
      pager.limit(Given.count("limit", said[:limit])) unless said[:limit].nil?
      Page.first(Page::Source.new(@host, said[:progress]), pager)
    end
  end
end
