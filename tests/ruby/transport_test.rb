# frozen_string_literal: true

require "entryphone"
require "minitest"
require "socket"
require "zlib"

# The default transport, in front of servers that misbehave.
class TransportTest < Minitest::Test
  # A server of these answers, each the bytes of one; it counts what arrives.
  class Server
    attr_reader :url, :requests, :connections

    def initialize(*answers)
      @server = TCPServer.new("127.0.0.1", 0)
      @url = "http://127.0.0.1:#{@server.addr[1]}"
      @requests = []
      @connections = 0
      @thread = Thread.new { serve(answers) }
    end

    def stop
      @thread.kill
      @server.close
    end

    private

    def serve(answers)
      until answers.empty?
        socket = @server.accept
        @connections += 1
        while answers.any? && (line = socket.gets)
          read(socket, line)
          answer = answers.shift
          socket.write(answer)
          break if answer.empty? || answer.include?("Connection: close")
        end
        socket.close
      end
    end

    def read(socket, line)
      head = line
      while (line = socket.gets) && line != "\r\n"
        head += line
      end
      length = head[/^content-length: (\d+)/i, 1].to_i
      @requests << [head, socket.read(length)]
    end
  end

  def teardown
    @server&.stop
  end

  def client_of(*answers, **options)
    @server = Server.new(*answers)
    Entryphone::Client.new(token: "secret-token", base_url: @server.url, limiter: false, **options)
  end

  def answer(body, *headers, status: "200 OK", length: body.bytesize)
    ["HTTP/1.1 #{status}", "Content-Type: application/json", "Content-Length: #{length}", *headers].join("\r\n") << "\r\n\r\n" << body
  end

  def test_an_address_of_version_6_is_reached
    server = TCPServer.new("::1", 0)
    thread = Thread.new do
      socket = server.accept
      socket.readpartial(4096)
      socket.write(answer('{"id":"1"}'))
      socket.close
    end
    client = Entryphone::Client.new(token: "secret-token", base_url: "http://[::1]:#{server.addr[1]}", max_attempts: 1)
    assert_equal "1", client.contacts.find("c1").id
  ensure
    thread&.kill
    server&.close
  end

  def test_a_thread_that_is_killed_lets_go_of_its_connection
    opened = nil
    client = client_of("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", transport: Entryphone::NetHttp.new { |http| opened = http })
    thread = Thread.new { client.contacts.find("c1") }
    Thread.pass until @server.requests.any? && thread.stop?
    thread.kill.join
    refute_predicate opened, :started?
  end

  def test_a_connection_is_kept
    client = client_of(answer('{"id":"1"}'), answer('{"id":"2"}'))
    assert_equal(%w[1 2], Array.new(2) { client.contacts.find("c1").id })
    assert_equal 1, @server.connections
  end

  def test_a_connection_that_the_server_closed_meanwhile_is_not_used_again
    client = client_of(answer('{"id":"1"}', "Connection: close"), answer('{"id":"2"}'))
    assert_equal(%w[1 2], Array.new(2) { client.contacts.create(role: "lead").id })
  end

  def test_a_post_whose_answer_is_lost_was_sent_once
    client = client_of("", answer("{}"))
    error = assert_raises(Entryphone::TransportError) { client.contacts.create(role: "lead") }
    assert_predicate error, :maybe_applied?
    assert_equal 1, @server.requests.size
  end

  def test_a_get_is_not_repeated_by_the_library
    client = client_of("", answer("{}"), max_attempts: 1)
    assert_raises(Entryphone::TransportError) { client.contacts.find("c1") }
    assert_equal 1, @server.requests.size
  end

  def test_a_body_that_is_short_is_no_answer
    client = client_of(answer('{"id":"1"}', "Connection: close", length: 100), max_attempts: 1)
    assert_includes assert_raises(Entryphone::TransportError) { client.contacts.find("c1") }.message, "10 of 100 bytes"
  end

  def test_a_compressed_body_is_inflated_and_one_that_is_cut_is_no_answer
    zipped = Zlib.gzip('{"id":"1"}')
    client = client_of(answer(zipped, "Content-Encoding: gzip"), answer(zipped[0...-9], "Content-Encoding: gzip"), max_attempts: 1)
    assert_equal "1", client.contacts.find("c1").id
    assert_raises(Entryphone::TransportError) { client.contacts.find("c1") }
    assert_match(/^accept-encoding: gzip/i, @server.requests.first.first)
  end

  def test_a_redirect_is_not_followed
    client = client_of(answer("{}", "Location: http://127.0.0.1:9/x", status: "302 Found"), answer("{}"))
    assert_raises(Entryphone::ApiError) { client.contacts.find("c1") }
    assert_equal 1, @server.requests.size
  end

  def test_nobody_listens_so_nothing_was_sent
    client = client_of(max_attempts: 1)
    @server.stop
    error = assert_raises(Entryphone::TransportError) { client.contacts.create(role: "lead") }
    refute_predicate error, :maybe_applied?
    assert_equal ["no"], error.attempts.map(&:sent)
    @server = nil
  end

  def test_silence_is_a_timeout
    client = client_of("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", "", timeout: 0.05, max_attempts: 1)
    assert_raises(Entryphone::TimeoutError) { client.contacts.find("c1") }
  end

  def test_what_is_no_http_is_said_to_be_none
    client = client_of("SSH-2.0-OpenSSH\r\nConnection: close\r\n\r\n", max_attempts: 1)
    error = assert_raises(Entryphone::TransportError) { client.contacts.find("c1") }
    assert_equal ["protocol"], error.attempts.map(&:end)
  end

  def test_a_child_opens_connections_of_its_own
    client = client_of(answer('{"id":"1"}'), answer('{"id":"2"}', "Connection: close"), answer('{"id":"3"}'))
    client.contacts.find("c1")
    read, write = IO.pipe
    # The server's thread is the parent's, and serves one connection at a time.
    child = fork do
      places = client.send(:operations_host).transport.send(:take, URI(@server.url))
      write.puts(places.nil? ? "none" : "one of its parent")
      exit!
    end
    Process.wait(child)
    assert_equal "none\n", read.gets
  end

  def test_certificates_can_be_set_before_a_connection_is_opened
    seen = []
    client = client_of(answer("{}"), transport: Entryphone::NetHttp.new { |http| seen << http.port })
    client.contacts.find("c1")
    assert_equal [URI(@server.url).port], seen
  end
end
