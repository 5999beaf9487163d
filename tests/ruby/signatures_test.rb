# frozen_string_literal: true

require "entryphone/testing"
require "minitest"
require "rbs"

# What is declared is what runs.
class SignaturesTest < Minitest::Test
  # What is declared for who never sees it by that name.
  INTERNAL = %i[Arguments Catalog Clock Drive Facts Given Host Json Operation Secret Text Wire].freeze

  def self.environment
    @environment ||= begin
      loader = RBS::EnvironmentLoader.new
      %w[date socket uri].each { |library| loader.add(library:, version: nil) }
      folder = Gem.loaded_specs["entryphone"]&.gem_dir || File.expand_path("../../bindings-uniffi/ruby", __dir__)
      loader.add(path: Pathname(folder).join("sig"))
      RBS::Environment.from_loader(loader).resolve_type_names
    end
  end

  def setup
    @environment = SignaturesTest.environment
    @builder = RBS::DefinitionBuilder.new(env: @environment)
  end

  def ours(names)
    names.select { |name| name.to_s.start_with?("::Entryphone::") }
  end

  def test_every_declaration_is_sound
    ours(@environment.class_decls.keys).each do |name|
      @builder.build_instance(name).each_type { |type| refute_nil type }
      @builder.build_singleton(name).each_type { |type| refute_nil type }
    end
    ours(@environment.interface_decls.keys).each { |name| @builder.build_interface(name).each_type { |type| refute_nil type } }
  end

  def test_every_declared_method_is_there
    ours(@environment.class_decls.keys).each do |name|
      thing = Object.const_get(name.to_s) if @environment.class_decls[name].decls.first.decl.is_a?(RBS::AST::Declarations::Class)
      next if thing.nil?

      Entryphone::Client.learn
      @builder.build_instance(name).methods.each do |method, definition|
        next unless definition.defined_in.to_s.start_with?("::Entryphone::")

        assert thing.method_defined?(method) || thing.private_method_defined?(method), "#{name}##{method}"
      end
    end
  end

  def test_every_public_class_is_declared
    declared = ours(@environment.class_decls.keys).map(&:name)
    public = Entryphone.constants.select { |name| Entryphone.const_get(name).is_a?(Module) } - INTERNAL - %i[Engine Catalog]
    assert_empty public - declared - %i[Resource]
  end

  def test_every_operation_is_declared_with_its_path
    Entryphone.operations.each do |row|
      *resources, operation = row.id.split(".")
      interface = resources.join(".").split(/[^A-Za-z0-9]/).map { |word| word[0].upcase + word[1..] }.join
      name = RBS::TypeName.new(name: :"_#{interface}", namespace: RBS::Namespace.parse("::Entryphone::Resources::"))
      method = @builder.build_interface(name).methods.fetch(operation.to_sym).method_types.first.type
      assert_equal row.path_params, method.optional_positionals.map { |parameter| parameter.name.to_s }, row.id
      missing = (row.query + row.body).grep(/\A[a-z_][a-z0-9_]*\z/) - method.optional_keywords.keys.map(&:to_s)
      assert_empty missing, row.id
      assert_equal !row.paging.nil?, method.return_type.to_s.start_with?("::Entryphone::Listing"), row.id
    end
  end
end
