# Writes the vectors that come on the standard input, and faults whose names are words of Ruby, and prints each.
require "json"
require_relative "vector_faults"
require_relative "odd_faults"

def write(vector)
  given = vector["fault"]
  kind = VectorsFaults.const_get(given["errorType"])
  details = given.key?("details") ? { details: given["details"] } : {}
  kind.new(given["message"], **details, retry_after: given["retryAfter"], request_id: vector["requestId"])
end

odd = Catalog2OddFaults
members = odd::OddMembers.instance_method(:initialize).parameters.filter_map { |kind, name| name if kind == :keyreq }
leaf = odd::TreeDetails.new(value: 2, last: nil)
odds = [
  odd::OddMembers.new(**members.each_with_index.to_h { |name, at| [name, at.to_s] }),
  odd::Tree.new(value: 1, children: [leaf, leaf], last: ["a", 1])
]

def printed(faults)
  faults.map { |fault| { errorType: "Function<#{fault.class}>", errorMessage: fault.message } }
end

vectors = JSON.parse($stdin.read)
puts JSON.generate(written: printed(vectors.map { |vector| write(vector) }), odd: printed(odds))
