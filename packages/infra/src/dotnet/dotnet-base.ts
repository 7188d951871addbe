/** The class that all faults of a C# file extend, and what writes them. */
export const DOTNET_BASE = String.raw`
/// <summary>
/// A fault of the catalog CATALOG. Its Message is the JSON that a Lambda function sends, with the details; Text is for people.
/// </summary>
public abstract class BASE : Exception
{
    private const int MessageLimit = 4096;
    private const int CustomLimit = 20480;
    internal static readonly object Absent = new object();

    private readonly object _details;

    internal BASE(string errorType, int status, bool retryable, string text, object details)
        : base(text)
    {
        ErrorType = errorType;
        Status = status;
        Retryable = retryable;
        Text = text ?? throw new ArgumentNullException(nameof(text));
        _details = details;
        // What JSON cannot have is refused where it is thrown.
        if (!ReferenceEquals(details, Absent)) FaultJson.Write(details);
    }

    /// <summary>The name of the fault.</summary>
    public string ErrorType { get; }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>Whether the same request may succeed later.</summary>
    public bool Retryable { get; }

    /// <summary>One line for people.</summary>
    public string Text { get; }

    /// <summary>Seconds to wait before the next try.</summary>
    public int? RetryAfter { get; set; }

    /// <summary>The id of the invocation, which callers see.</summary>
    public string RequestId { get; set; }

    /// <summary>The JSON that Lambda sends, with the details.</summary>
    public override string Message
    {
        get
        {
            if (ErrorType == null) return base.Message;
            if (ReferenceEquals(_details, Absent)) return CustomObject("");
            string written = FaultJson.Write(_details);
            string kept = FaultJson.IsNote(_details) ? ",\"kept\":true" : "";
            string whole = CustomObject(",\"details\":" + written + kept);
            if (FaultJson.EscapedLength(whole) <= CustomLimit) return whole;
            int size = System.Text.Encoding.UTF8.GetByteCount(written);
            return CustomObject(",\"details\":{\"dropped\":" + FaultJson.Write(size) + "}");
        }
    }

    private string CustomObject(string details)
    {
        string id = RequestId == null ? "" : ",\"requestId\":" + FaultJson.Write(RequestId);
        string after = RetryAfter == null ? "" : ",\"retryAfter\":" + FaultJson.Write(Math.Max(0, RetryAfter.Value));
        string head = "{\"errorType\":" + FaultJson.Write(ErrorType) + ",\"httpStatus\":" + FaultJson.Write(Status) + id;
        string message = ",\"message\":" + FaultJson.Write(FaultJson.OneLine(Text, MessageLimit));
        return (head + message + details + after + "}").Replace("\u007f", "\\u007f");
    }
}

/// <summary>An object of details.</summary>
internal interface IFaultMembers
{
    IEnumerable<KeyValuePair<string, object>> FaultMembers();
}

/// <summary>Writes JSON as JavaScript does.</summary>
internal static class FaultJson
{
    public static string Write(object value)
    {
        var output = new System.Text.StringBuilder();
        WriteValue(output, value);
        return output.ToString();
    }

    private static void WriteValue(System.Text.StringBuilder output, object value)
    {
        if (value == null) output.Append("null");
        else if (value is bool) output.Append((bool)value ? "true" : "false");
        else if (value is string) WriteText(output, (string)value);
        else if (value is Enum) WriteText(output, FaultChoices.TextOf((Enum)value));
        else if (value is DateTimeOffset) WriteText(output, DateText((DateTimeOffset)value));
        else if (value is DateTime) WriteText(output, DateText(new DateTimeOffset(((DateTime)value).ToUniversalTime())));
        else if (value is float || value is double || value is decimal) output.Append(Number(Convert.ToDouble(value, Invariant)));
        else if (IsNumber(value)) output.Append(Convert.ToString(value, Invariant));
        else if (value is IFaultMembers) WriteMembers(output, ((IFaultMembers)value).FaultMembers());
        else if (value is System.Collections.IDictionary) WriteMembers(output, EntriesOf((System.Collections.IDictionary)value));
        else if (value is System.Collections.IEnumerable) WriteList(output, (System.Collections.IEnumerable)value);
        else throw new ArgumentException("details have a " + value.GetType() + ", which JSON has not");
    }

    private static bool IsNumber(object value)
    {
        return value is IConvertible && ((IConvertible)value).GetTypeCode() >= TypeCode.SByte
            && ((IConvertible)value).GetTypeCode() <= TypeCode.Decimal;
    }

    private static IEnumerable<KeyValuePair<string, object>> EntriesOf(System.Collections.IDictionary map)
    {
        foreach (System.Collections.DictionaryEntry entry in map)
            yield return new KeyValuePair<string, object>(Convert.ToString(entry.Key, Invariant) ?? "", entry.Value);
    }

    private static void WriteMembers(System.Text.StringBuilder output, IEnumerable<KeyValuePair<string, object>> members)
    {
        string before = "{";
        foreach (var member in members)
        {
            WriteText(output.Append(before), member.Key);
            WriteValue(output.Append(':'), member.Value);
            before = ",";
        }
        output.Append(before == "{" ? "{}" : "}");
    }

    private static void WriteList(System.Text.StringBuilder output, System.Collections.IEnumerable list)
    {
        string before = "";
        output.Append('[');
        foreach (object entry in list)
        {
            WriteValue(output.Append(before), entry);
            before = ",";
        }
        output.Append(']');
    }

    private static void WriteText(System.Text.StringBuilder output, string text)
    {
        output.Append('"');
        for (int at = 0; at < text.Length; at++)
        {
            char unit = text[at];
            int escape = "\b\t\n\f\r\"\\".IndexOf(unit);
            bool isPair = char.IsHighSurrogate(unit) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
            if (escape >= 0) output.Append('\\').Append("btnfr\"\\"[escape]);
            else if (isPair) output.Append(unit).Append(text[++at]);
            else if (unit < ' ' || char.IsSurrogate(unit)) output.Append("\\u").Append(((int)unit).ToString("x4", Invariant));
            else output.Append(unit);
        }
        output.Append('"');
    }

    private static System.Globalization.CultureInfo Invariant => System.Globalization.CultureInfo.InvariantCulture;

    private static string DateText(DateTimeOffset date) =>
        date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", Invariant);

    private static string Number(double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(value)) throw new ArgumentException("details have " + value + ", which JSON has not");
        if (value == 0) return "0";
        string shortest = "";
        for (int precision = 0; precision <= 16; precision++)
        {
            shortest = Math.Abs(value).ToString("E" + precision, Invariant);
            if (double.Parse(shortest, Invariant) == Math.Abs(value)) break;
        }
        string[] parts = shortest.Split('E');
        string digits = parts[0].Replace(".", "").TrimEnd('0');
        int point = int.Parse(parts[1], Invariant) + 1;
        string sign = value < 0 ? "-" : "";
        if (digits.Length <= point && point <= 21) return sign + digits.PadRight(point, '0');
        if (point > 0 && point <= 21) return sign + digits.Substring(0, point) + "." + digits.Substring(point);
        if (point > -6 && point <= 0) return sign + "0." + new string('0', -point) + digits;
        string rest = digits.Length > 1 ? "." + digits.Substring(1) : "";
        return sign + digits[0] + rest + "e" + (point > 0 ? "+" : "") + (point - 1).ToString(Invariant);
    }

    public static int EscapedLength(string text)
    {
        var output = new System.Text.StringBuilder();
        WriteText(output, text);
        return output.Length - 2;
    }

    public static string OneLine(string message, int limit)
    {
        string line = System.Text.RegularExpressions.Regex.Replace(message, "[\n\r\u2028\u2029\u007f]+", " ");
        if (EscapedLength(line) <= limit) return line;
        int length = 0;
        for (int at = 0; at < line.Length;)
        {
            int size = char.IsHighSurrogate(line[at]) && at + 1 < line.Length && char.IsLowSurrogate(line[at + 1]) ? 2 : 1;
            length += EscapedLength(line.Substring(at, size));
            if (length > limit - 1) return line.Substring(0, at) + "\u2026";
            at += size;
        }
        return line;
    }

    /// <summary>Whether details look like the size of details that were too large.</summary>
    public static bool IsNote(object details)
    {
        IEnumerable<KeyValuePair<string, object>> members = null;
        if (details is IFaultMembers) members = ((IFaultMembers)details).FaultMembers();
        else if (details is System.Collections.IDictionary) members = EntriesOf((System.Collections.IDictionary)details);
        if (members == null) return false;
        var found = new List<KeyValuePair<string, object>>(members);
        return found.Count == 1 && found[0].Key == "dropped" && found[0].Value != null && IsNumber(found[0].Value);
    }
}
`;
