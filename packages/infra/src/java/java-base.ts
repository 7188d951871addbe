/** The beginning of the class that all faults of a Java file extend, and that they are inside of. */
export const JAVA_BASE = String.raw`
/**
 * A fault of the catalog CATALOG. Its message is the JSON that a Lambda function sends, with the details;
 * {@link #text()} is for people.
 */
@SuppressWarnings("serial")
public abstract class BASE extends RuntimeException {
    private static final int MESSAGE_LIMIT = 4096;
    private static final int CUSTOM_LIMIT = 20480;
    private static final java.util.regex.Pattern LINE_BREAKS =
            java.util.regex.Pattern.compile("[\\n\\r\\u2028\\u2029\\x7f]+");
    private static final java.time.format.DateTimeFormatter DATE =
            java.time.format.DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(java.time.ZoneOffset.UTC);
    private static final Object ABSENT = new Object();

    private final String errorType;
    private final int status;
    private final boolean retryable;
    private final String text;
    private final transient Object details;
    private Integer retryAfter;
    private String requestId;

    private BASE(String errorType, int status, boolean retryable, String text, Object details) {
        super(text);
        this.errorType = errorType;
        this.status = status;
        this.retryable = retryable;
        this.text = java.util.Objects.requireNonNull(text, "message");
        this.details = details;
        // What JSON cannot have is refused where it is thrown.
        if (details != ABSENT) write(details);
    }

    /** The name of the fault. */
    public String errorType() {
        return errorType;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Whether the same request may succeed later. */
    public boolean retryable() {
        return retryable;
    }

    /** One line for people. */
    public String text() {
        return text;
    }

    /** Sets the seconds that a caller should wait. */
    public BASE after(int seconds) {
        retryAfter = Math.max(0, seconds);
        return this;
    }

    /** Sets the id of the invocation, which callers see. */
    public BASE of(String id) {
        requestId = id;
        return this;
    }

    /** The JSON that Lambda sends, with the details. */
    @Override
    public String getMessage() {
        if (errorType == null) return super.getMessage();
        if (details == ABSENT) return customObject(null);
        String written = write(details);
        String whole = customObject("\"details\":" + written + (isNote(details) ? ",\"kept\":true" : ""));
        if (escapedLength(whole) <= CUSTOM_LIMIT) return whole;
        int size = written.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        return customObject("\"details\":{\"dropped\":" + size + "}");
    }

    private String customObject(String members) {
        StringBuilder out = new StringBuilder("{\"errorType\":");
        writeText(out, errorType);
        out.append(",\"httpStatus\":").append(status);
        if (requestId != null) writeText(out.append(",\"requestId\":"), requestId);
        writeText(out.append(",\"message\":"), oneLine(text));
        if (members != null) out.append(',').append(members);
        if (retryAfter != null) out.append(",\"retryAfter\":").append(retryAfter);
        return out.append('}').toString().replace("\177", "\\u007f");
    }

    private static String oneLine(String message) {
        String line = LINE_BREAKS.matcher(message).replaceAll(" ");
        if (escapedLength(line) <= MESSAGE_LIMIT) return line;
        int length = 0;
        for (int at = 0; at < line.length(); at += Character.charCount(line.codePointAt(at))) {
            length += escapedLength(line.substring(at, at + Character.charCount(line.codePointAt(at))));
            if (length > MESSAGE_LIMIT - 1) return line.substring(0, at) + "\u2026";
        }
        return line;
    }

    private static int escapedLength(String value) {
        StringBuilder out = new StringBuilder();
        writeText(out, value);
        return out.length() - 2;
    }

    private static boolean isNote(Object details) {
        Object value = details instanceof Members holder ? holder.members() : details;
        return value instanceof java.util.Map<?, ?> map && map.size() == 1 && map.get("dropped") instanceof Number;
    }

    private static String write(Object value) {
        StringBuilder out = new StringBuilder();
        writeValue(out, value);
        return out.toString();
    }

    private static void writeValue(StringBuilder out, Object value) {
        if (value == null || value instanceof Boolean) out.append(value);
        else if (value instanceof CharSequence text) writeText(out, text.toString());
        else if (value instanceof Choice choice) writeText(out, choice.value());
        else if (value instanceof Number number) out.append(number(number));
        else if (value instanceof java.time.Instant date) writeText(out, DATE.format(date));
        else if (value instanceof Members holder) writeValue(out, holder.members());
        else if (value instanceof java.util.Map<?, ?> map) writeMembers(out, map);
        else if (value instanceof Iterable<?> list) writeList(out, list);
        else throw new IllegalArgumentException("details have a " + value.getClass().getName() + ", which JSON has not");
    }

    private static void writeMembers(StringBuilder out, java.util.Map<?, ?> map) {
        String before = "{";
        for (java.util.Map.Entry<?, ?> entry : map.entrySet()) {
            writeText(out.append(before), String.valueOf(entry.getKey()));
            writeValue(out.append(':'), entry.getValue());
            before = ",";
        }
        out.append(map.isEmpty() ? "{}" : "}");
    }

    private static void writeList(StringBuilder out, Iterable<?> list) {
        out.append('[');
        String before = "";
        for (Object entry : list) {
            writeValue(out.append(before), entry);
            before = ",";
        }
        out.append(']');
    }

    private static void writeText(StringBuilder out, String value) {
        out.append('"');
        for (int at = 0; at < value.length(); at++) {
            char unit = value.charAt(at);
            int escape = "\b\t\n\f\r\"\\".indexOf(unit);
            boolean isPair = Character.isHighSurrogate(unit) && at + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(at + 1));
            if (escape >= 0) out.append('\\').append("btnfr\"\\".charAt(escape));
            else if (isPair) out.append(unit).append(value.charAt(++at));
            else if (unit < ' ' || Character.isSurrogate(unit)) out.append(String.format("\\u%04x", (int) unit));
            else out.append(unit);
        }
        out.append('"');
    }

    /** Writes a number as JavaScript does. */
    private static String number(Number value) {
        boolean isWhole = value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte;
        if (isWhole || value instanceof java.math.BigInteger) return value.toString();
        double number = value.doubleValue();
        if (Double.isNaN(number) || Double.isInfinite(number)) throw new IllegalArgumentException("details have " + number + ", which JSON has not");
        if (number == 0) return "0";
        java.math.BigDecimal exact = new java.math.BigDecimal(Math.abs(number));
        java.math.BigDecimal shortest = exact;
        for (int precision = 1; precision <= 17; precision++) {
            shortest = exact.round(new java.math.MathContext(precision));
            if (shortest.doubleValue() == Math.abs(number)) break;
        }
        shortest = shortest.stripTrailingZeros();
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale();
        String sign = number < 0 ? "-" : "";
        if (point > 21 || point <= -6) {
            String rest = digits.length() > 1 ? "." + digits.substring(1) : "";
            return sign + digits.charAt(0) + rest + "e" + (point > 0 ? "+" : "") + (point - 1);
        }
        return sign + shortest.toPlainString();
    }

    /** An object of details. */
    interface Members {
        java.util.Map<String, Object> members();
    }

    /** A text of which only some are allowed. */
    interface Choice {
        String value();
    }
`;
