# frozen_string_literal: true

require_relative "function_vectors_test"
require_relative "job_vectors_test"
require_relative "machine_vectors_test"

# No folder of vectors is left out.
class FoldersTest < Minitest::Test
  def test_every_folder_of_vectors_has_a_runner
    ours = FunctionVectorsTest::FOLDERS + JobVectorsTest::FOLDERS + MachineVectorsTest::FOLDERS
    assert_equal Vectors.folders, ["cassettes", *ours].sort
  end
end
