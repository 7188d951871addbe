/** The class that all faults of a Ruby file extend, and what writes them. */
export const RUBY_BASE = String.raw`
# A fault of the catalog CATALOG. Its message is the JSON that a Lambda function sends, with the details; text is for people.
class BASE < StandardError
  ABSENT = Object.new.freeze
  MESSAGE_LIMIT = 4096
  CUSTOM_LIMIT = 20_480
  private_constant :ABSENT, :MESSAGE_LIMIT, :CUSTOM_LIMIT

  # One line for people.
  attr_reader :text
  # Seconds to wait before the next try, or nil.
  attr_reader :retry_after
  # The id of the invocation, which callers see, or nil.
  attr_reader :request_id

  def initialize(text, retry_after: nil, request_id: nil)
    raise ArgumentError, "#{self.class}: the text is a String; it is #{text.inspect}" unless text.is_a?(String)

    unless retry_after.nil? || (retry_after.is_a?(Numeric) && retry_after >= 0)
      raise ArgumentError, "#{self.class}: retry_after is a number of seconds from 0; it is #{retry_after.inspect}"
    end

    super(text)
    @text = text.encode("UTF-8", invalid: :replace, undef: :replace).scrub
    @retry_after = retry_after&.ceil
    @request_id = request_id
    @wire_details = wire_details
    @wire = custom_object
  end

  # Its name.
  def error_type
    self.class::ERROR_TYPE
  end

  # Its HTTP status.
  def status
    self.class::STATUS
  end

  # Whether the same request may succeed later.
  def retryable?
    self.class::RETRYABLE
  end

  # The JSON that Lambda sends.
  def to_s
    @wire || super
  end

  private

  def wire_details
    if self.class.const_defined?(:MEMBERS)
      FaultJson.members(self.class::MEMBERS, self, nil)
    elsif self.class.const_defined?(:SHAPE) && !ABSENT.equal?(@details)
      FaultJson.encode(self.class::SHAPE, @details, "details")
    else
      ABSENT
    end
  rescue FaultJson::Misfit => e
    raise ArgumentError, "#{self.class}: #{e.message}"
  end

  def custom_object
    return custom(nil) if ABSENT.equal?(@wire_details)

    written = FaultJson.write(@wire_details)
    whole = custom("\"details\":#{written}#{",\"kept\":true" if note?}")
    return whole if FaultJson.length(whole) <= CUSTOM_LIMIT

    custom("\"details\":{\"dropped\":#{written.bytesize}}")
  end

  def note?
    @wire_details.is_a?(Hash) && @wire_details.keys == ["dropped"] && @wire_details["dropped"].is_a?(Numeric)
  end

  def custom(details)
    members = ["\"errorType\":#{FaultJson.write(self.class::WIRE_NAME)}", "\"httpStatus\":#{status}"]
    members << "\"requestId\":#{FaultJson.write(request_id.to_s)}" unless request_id.nil?
    members << "\"message\":#{FaultJson.write(FaultJson.one_line(text, MESSAGE_LIMIT))}"
    members << details unless details.nil?
    members << "\"retryAfter\":#{retry_after}" unless retry_after.nil?
    "{#{members.join(",")}}".gsub("\x7f", "\\u007f")
  end
end

# Writes JSON as JavaScript does.
module FaultJson
  # A value that is not of its type.
  class Misfit < StandardError; end

  ESCAPES = { "\b" => "\\b", "\t" => "\\t", "\n" => "\\n", "\f" => "\\f", "\r" => "\\r", "\"" => "\\\"", "\\" => "\\\\" }.freeze
  LINE_BREAKS = /[\n\r\u2028\u2029\u007f]+/.freeze
  PLAIN = {
    text: [String, "a String"], integer: [Integer, "an Integer"], number: [Numeric, "a number"],
    list: [Array, "an Array"], map: [Hash, "a Hash"]
  }.freeze

  module_function

  def write(value)
    case value
    when nil then "null"
    when true, false then value.to_s
    when Integer then value.to_s
    when Numeric then number(value.to_f)
    when Hash then "{#{value.map { |name, each| "#{write(name)}:#{write(each)}" }.join(",")}}"
    when Array then "[#{value.map { |each| write(each) }.join(",")}]"
    else "\"#{escape(value)}\""
    end
  end

  def escape(text)
    valid = text.encode("UTF-8", invalid: :replace, undef: :replace).scrub
    valid.gsub(/["\\\u0000-\u001f]/) { |sign| ESCAPES[sign] || format("\\u%04x", sign.ord) }
  end

  def number(value)
    return "0" if value.zero?

    _, sign, whole, part, exponent = */\A(-?)(\d+)\.(\d+)(?:e([+-]\d+))?\z/.match(value.to_s)
    digits = "#{whole}#{part}"
    point = whole.length + exponent.to_i - digits[/\A0*/].length
    digits = digits.sub(/\A0+/, "").sub(/0+\z/, "")
    sign + place(digits, point)
  end

  def place(digits, point)
    return digits.ljust(point, "0") if point.between?(digits.length, 21)
    return "#{digits[0...point]}.#{digits[point..]}" if point.between?(1, 21)
    return "0.#{"0" * -point}#{digits}" if point.between?(-5, 0)

    rest = digits.length > 1 ? ".#{digits[1..]}" : ""
    format("%s%se%+d", digits[0], rest, point - 1)
  end

  # The UTF-16 code units of a text inside of a JSON document.
  def length(text)
    escape(text).each_char.sum { |character| character.ord > 0xffff ? 2 : 1 }
  end

  def one_line(text, limit)
    line = text.gsub(LINE_BREAKS, " ")
    return line if length(line) <= limit

    size = 0
    line.each_char.with_index do |character, at|
      size += length(character)
      return "#{line[0...at]}\u2026" if size > limit - 1
    end
  end

  def encode(shape, value, path)
    kind, inner = shape
    case kind
    when :any then any(value, path)
    when :nullable then value.nil? ? nil : encode(inner, value, path)
    when :date then date(value, path)
    when :record then record(inner.call, value, path)
    when :list then check(:list, value, path).each_with_index.map { |each, at| encode(inner, each, "#{path}[#{at}]") }
    when :map then check(:map, value, path).to_h { |name, each| [name.to_s, encode(inner, each, "#{path}.#{name}")] }
    when :choice then inner.include?(value) ? value : misfit(path, "one of #{inner.join(", ")}", value)
    when :boolean then [true, false].include?(value) ? value : misfit(path, "true or false", value)
    else check(kind, value, path)
    end
  end

  def check(kind, value, path)
    needed, words = PLAIN[kind]
    misfit(path, words, value) unless value.is_a?(needed)
    misfit(path, "a number that JSON has", value) if value.is_a?(Numeric) && !value.finite?
    value
  end

  def record(kind, value, path)
    misfit(path, "a #{kind}", value) unless value.is_a?(kind)
    members(kind::MEMBERS, value, path)
  end

  def members(members, holder, path)
    members.each_with_object({}) do |(name, attribute, required, shape), found|
      value = holder.public_send(attribute)
      found[name] = encode(shape, value, [path, name].compact.join(".")) if required || !value.nil?
    end
  end

  def date(value, path)
    misfit(path, "a Time", value) unless value.is_a?(Time)
    value.getutc.strftime("%Y-%m-%dT%H:%M:%S.%LZ")
  end

  def any(value, path)
    case value
    when nil, true, false, String then value
    when Symbol then value.to_s
    when Numeric then check(:number, value, path)
    when Time then date(value, path)
    when Array then value.each_with_index.map { |each, at| any(each, "#{path}[#{at}]") }
    when Hash then value.to_h { |name, each| [name.to_s, any(each, "#{path}.#{name}")] }
    else misfit(path, "a value that JSON has", value)
    end
  end

  def misfit(path, needed, value)
    raise Misfit, "#{path} is #{needed}; it is #{value.inspect[0, 80]}"
  end
end
private_constant :FaultJson
`;
