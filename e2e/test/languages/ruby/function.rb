# A function that raises faults of the shop, over a Runtime API client that posts what AWS's client of Ruby posts.
#
# https://github.com/aws/aws-lambda-ruby-runtime-interface-client/blob/main/lib/aws_lambda_ric/lambda_errors.rb
require "json"
require "net/http"
require_relative "faults"

def raising(name)
  shop = ShopFaults
  case name
  when "OrderNotFound" then raise shop::OrderNotFound.new("Order o-1 was not found", order_id: "o-1")
  when "OutOfStock"
    raise shop::OutOfStock.new(
      sku: "lamp \"\u00e9\" \u6f22 \u{1f600} \x7f\n",
      missing: 3,
      price: 19.5,
      reason: "sold-out",
      next_: Time.new(2026, 11, 22, 10, 0, Rational(123_456, 1_000_000), "+01:00"),
      lines: [shop::OutOfStockDetailsLinesItem.new(sku: "a", count: 1), shop::OutOfStockDetailsLinesItem.new(sku: "b")],
      address: shop::OutOfStockDetailsAddress.new(street: "1 Main St", zip: nil),
      tags: { "a b" => 0.1, big: 1e21, small: 1e-7, whole: 100.0 },
      class_: "x",
      message_: true,
      extra: { list: [1, "two", nil, { three: 3 }], none: nil },
      retry_after: 30
    )
  when "Closed" then raise shop::Closed
  when "Declined" then raise shop::Declined.new(details: { funds: 1.5 })
  when "Note" then raise shop::Note.new(details: "why")
  when "Bare" then raise shop::Note, "no more"
  when "Large" then raise shop::Note.new(details: "x" * 30_000)
  else raise "no fault #{name}"
  end
end

host, port = ENV.fetch("AWS_LAMBDA_RUNTIME_API").split(":")
api = Net::HTTP.new(host, port)
api.read_timeout = nil
base = "/2018-06-01/runtime/invocation/"
loop do
  event = api.get("#{base}next")
  begin
    raising(JSON.parse(event.body)["fault"])
  rescue StandardError => e
    error = {
      errorMessage: e.message,
      errorType: "Function<#{e.class}>",
      stackTrace: e.backtrace_locations.map(&:to_s)
    }
    api.post("#{base}#{event["Lambda-Runtime-Aws-Request-Id"]}/error", JSON.generate(error))
  end
end
