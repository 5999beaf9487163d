# frozen_string_literal: true

require "entryphone"
require "minitest"
require "open3"
require "tmpdir"
require_relative "emulator"

# The examples of the gem's README and of the guides run.
class ReadmeTest < Minitest::Test
  README = File.join(Gem.loaded_specs["entryphone"]&.gem_dir || File.expand_path("../../bindings-uniffi/ruby", __dir__), "README.md")
  GUIDES = Dir[File.expand_path("../../docs/**/*.md", __dir__)].freeze
  EXAMPLES = [README, *GUIDES].flat_map { |file| File.read(file).scan(/^```ruby\n(.*?)```/m).flatten }.freeze

  def test_there_are_examples
    assert_operator EXAMPLES.size, :>, 5
  end

  EXAMPLES.each_with_index do |example, at|
    define_method("test_example_#{at + 1}_runs") do
      emulator = Emulator.new(contacts: 5)
      # Jobs are looked at less often than a test has patience for.
      code = example.gsub("http://127.0.0.1:4010", emulator.url)
                    .gsub("Client.new\n", "Client.new(base_url: #{emulator.url.inspect})\n")
                    .gsub("Client.new ", "Client.new(base_url: #{emulator.url.inspect}) ")
                    .sub(/(created_at_before: [^)]+\)?)\)$/, '\1, poll_from: 0.02, poll_to: 0.05)')
      paths = $LOAD_PATH.grep(/entryphone|bindings-uniffi/).flat_map { |path| ["-I", path] }
      environment = { "INTERCOM_ACCESS_TOKEN" => Emulator::TOKEN }
      output, status = Dir.mktmpdir do |folder|
        Open3.capture2e(environment, RbConfig.ruby, *paths, "-", stdin_data: code, chdir: folder)
      end
      assert_predicate status, :success?, output
      refute_empty output
    ensure
      emulator&.stop
    end
  end
end
