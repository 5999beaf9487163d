# frozen_string_literal: true

require_relative "scripted"

# Listings: what is asked for, and when.
class ListingTest < Minitest::Test
  include Scripted

  def test_nothing_is_sent_before_items_are_wanted
    client = scripted(page(%w[a b], "n"), page(%w[c d]))
    listing = client.contacts.list(per_page: 2)
    assert_empty requests
    assert_equal %w[a b c d], listing.map(&:id)
    assert_equal 2, requests.size
  end

  def test_a_lazy_reader_asks_for_no_page_it_does_not_need
    client = scripted(page(%w[a b], "n"), page(%w[c d], "m"))
    assert_equal %w[a], client.contacts.list.lazy.map(&:id).first(1)
    assert_equal 1, requests.size
  end

  def test_pages_know_their_successors
    client = scripted(page(%w[a b], "n"), page(%w[c d]), page(%w[c d]))
    first = client.contacts.list.first_page
    assert_equal [%w[a b], 4, true], [first.data.map(&:id), first.body.total_count, first.next?]
    assert_equal %w[c d], first.next_page.data.map(&:id)
    assert_equal %w[c d], first.next_page.data.map(&:id)
    assert_equal 3, requests.size
  end

  def test_a_listing_goes_on_at_a_checkpoint
    client = scripted(page(%w[a b], "n"), page(%w[c d]))
    text = client.contacts.list.first_page.checkpoint
    assert_equal %w[c d], client.contacts.list(resume: text).map(&:id)
    assert_includes requests.last.url, "starting_after=n"
  end

  def test_a_limit_ends_a_listing_and_progress_is_told
    told = []
    client = scripted(page(%w[a b], "n"), page(%w[c d], "m"))
    assert_equal %w[a b c], client.contacts.list(limit: 3, progress: ->(*seen) { told << seen }).map(&:id)
    assert_equal [[2, 4], [3, 4]], told
    assert_raises(Entryphone::ArgumentError) { client.contacts.list(limit: "3").first }
  end

  def test_pages_can_be_gone_over
    client = scripted(page(%w[a b], "n"), page(%w[c d]))
    assert_equal [2, 2], client.contacts.list.pages.map { |page| page.data.size }
  end

  def test_a_first_page_comes_with_what_stands_around_it
    client = scripted(page(%w[a b]))
    answer = client.contacts.with_response(:list)
    assert_equal [200, 2], [answer.status, answer.data.data.size]
  end

  def test_an_answer_without_a_list_is_what_it_is
    client = scripted(json({ type: "company", id: "c1" }), json({ type: "company", id: "c1" }))
    assert_equal "c1", client.companies.retrieve(company_id: "x").first_page.id
    assert_raises(Entryphone::ArgumentError) { client.companies.retrieve(company_id: "x").first }
  end

  def test_a_scroll_that_is_left_can_be_begun_again
    scroll = ->(id) { json({ type: "list", data: [{ id: }], scroll_param: "s" }) }
    client = scripted(scroll.call("a"), scroll.call("b"), json({ type: "list", data: [], scroll_param: nil }))
    assert_equal "a", client.companies.scroll.first.id
    assert_equal %w[b], client.companies.scroll.map(&:id)
  end
end
