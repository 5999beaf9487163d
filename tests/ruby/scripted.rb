# frozen_string_literal: true

require "entryphone/testing"
require "minitest"

# A client whose answers are written down, in time that does not pass.
module Scripted
  TOKEN = "secret-token"

  attr_reader :requests, :clock

  # An answer is a response, a function of the request, or an error.
  def scripted(*answers, **options)
    @requests = []
    @clock = Entryphone::Testing::VirtualClock.new
    transport = lambda do |request|
      @requests << request
      answer = answers.shift
      raise answer if answer.is_a?(Exception)

      answer.respond_to?(:call) ? answer.call(request) : answer
    end
    Entryphone::Client.new(token: TOKEN, transport:, clock: @clock, **options)
  end

  # An answer of JSON.
  def json(value, status: 200, **headers)
    text = value.is_a?(String) ? value : JSON.generate(value)
    Entryphone::Response.new(status, { "content-type" => "application/json", **headers.transform_keys(&:to_s) }, text)
  end

  # A page of contacts.
  def page(ids, following = nil)
    pages = following ? { next: { starting_after: following } } : {}
    json({ type: "list", data: ids.map { |id| { id: } }, pages:, total_count: 4 })
  end
end
