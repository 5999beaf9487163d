# frozen_string_literal: true

require "entryphone"
require "minitest"

# How records are read.
class RecordTest < Minitest::Test
  def setup
    members = { "type" => "contact", "email" => "ada@example.com", "count" => 3, "tags" => { "data" => [{ "id" => "t1" }] } }
    @record = Entryphone::Record.wrap(Entryphone::Json.parse(JSON.generate(members)))
  end

  def test_members_are_read_by_method_by_name_and_by_pattern
    assert_equal ["ada@example.com"] * 3, [@record.email, @record["email"], @record[:email]]
    assert_equal 3, @record.count
    assert_equal "t1", @record.dig(:tags, :data, 0, :id)
    case @record
    in { email: String => email, tags: { data: [{ id: }] } } then assert_equal(["ada@example.com", "t1"], [email, id])
    end
  end

  def test_what_is_missing_is_nil_when_it_is_known_and_a_mistake_when_it_is_not
    assert_nil @record.phone
    assert_nil @record["emial"]
    refute_respond_to @record, :phone
    assert_includes assert_raises(NoMethodError) { @record.emial }.message, 'did you mean "email"?'
    assert_raises(NoMethodError) { @record.email("x") }
  end

  def test_no_member_of_the_api_is_hidden_by_a_method_of_every_object
    require "entryphone/members"
    known = Entryphone::Record.send(:remove_const, :MEMBERS).tap { |names| Entryphone::Record.const_set(:MEMBERS, names) }.keys
    assert_empty known & Entryphone::Record.public_instance_methods.map(&:to_s)
  end

  def test_nothing_in_it_changes
    assert_raises(FrozenError) { @record.to_h["email"] = "x" }
    assert_raises(FrozenError) { @record.email << "x" }
    assert_raises(FrozenError) { @record.tags.data << 1 }
  end

  def test_it_can_be_shared_by_ractors
    assert_equal "t1", Ractor.make_shareable(@record).tags.data.first.id
  end

  def test_it_is_what_it_holds
    assert_equal @record, Entryphone::Record.new(@record.to_h.dup)
    assert_equal [@record.to_h] * 2, [JSON.parse(@record.to_json), @record.as_json]
    assert_equal @record, Marshal.load(Marshal.dump(@record))
    assert_equal({ @record => 1 }[Entryphone::Record.new(@record.to_h)], 1)
    assert_includes @record.inspect, 'email="ada@example.com"'
    assert_equal @record.inspect, @record.to_s
  end
end
