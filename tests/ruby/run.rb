# frozen_string_literal: true

# Runs all tests: those of the gem that is installed, or with `-I` of the one in the checkout.
require "minitest/autorun"

Dir[File.join(__dir__, "*_test.rb")].each { |file| require file }
