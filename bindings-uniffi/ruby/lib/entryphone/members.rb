# frozen_string_literal: true
module Entryphone; class Record; MEMBERS = %w[phone]; end; end
