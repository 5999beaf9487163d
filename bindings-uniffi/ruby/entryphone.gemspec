# frozen_string_literal: true

require_relative "lib/entryphone/version"

Gem::Specification.new do |gem|
  gem.name = "entryphone"
  gem.version = Entryphone::VERSION
  gem.summary = "A client for Intercom's REST API: every operation of every version, on a core that waits, pages and repeats as it should."
  gem.authors = ["The entryphone authors"]
  gem.homepage = "https://github.com/entryphone/entryphone"
  gem.licenses = ["MIT", "Apache-2.0"]
  gem.required_ruby_version = ">= 3.1"
  # The library inside is compiled for one.
  gem.platform = Gem::Platform.local
  gem.files = Dir["lib/**/*.{rb,so,dylib,dll}", "sig/**/*.rbs", "README.md", "LICENSE-*"]
  gem.add_dependency "ffi", "~> 1.15"
  gem.metadata = { "rubygems_mfa_required" => "true" }
end
