/** The part of a Rust file that writes JSON as JavaScript does, and the custom error object. */
export const RUST_BASE = String.raw`
const MESSAGE_LIMIT: usize = 4096;
const CUSTOM_LIMIT: usize = 20480;

/// Any JSON, for details whose type Rust cannot express.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    Null,
    Bool(bool),
    Integer(i64),
    Number(f64),
    Text(String),
    List(Vec<Json>),
    /// Its members, in their order.
    Object(Vec<(String, Json)>),
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Json::Bool(value)
    }
}

impl From<i64> for Json {
    fn from(value: i64) -> Self {
        Json::Integer(value)
    }
}

impl From<f64> for Json {
    fn from(value: f64) -> Self {
        Json::Number(value)
    }
}

impl From<String> for Json {
    fn from(value: String) -> Self {
        Json::Text(value)
    }
}

impl From<&str> for Json {
    fn from(value: &str) -> Self {
        Json::Text(value.to_string())
    }
}

impl From<SystemTime> for Json {
    fn from(value: SystemTime) -> Self {
        Json::Text(date_text(value))
    }
}

impl<T: Into<Json>> From<Vec<T>> for Json {
    fn from(value: Vec<T>) -> Self {
        Json::List(value.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Json>> From<BTreeMap<String, T>> for Json {
    fn from(value: BTreeMap<String, T>) -> Self {
        Json::Object(value.into_iter().map(|(name, each)| (name, each.into())).collect())
    }
}

impl<T: Into<Json>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Json::Null, Into::into)
    }
}

impl<T: Into<Json>> From<Box<T>> for Json {
    fn from(value: Box<T>) -> Self {
        (*value).into()
    }
}

impl fmt::Display for Json {
    /// Writes it as JavaScript does.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Json::Null => out.write_str("null"),
            Json::Bool(value) => write!(out, "{value}"),
            Json::Integer(value) => write!(out, "{value}"),
            Json::Number(value) => out.write_str(&number_text(*value)),
            Json::Text(value) => write!(out, "\"{}\"", escaped(value)),
            Json::List(entries) => {
                out.write_str("[")?;
                for (at, entry) in entries.iter().enumerate() {
                    write!(out, "{}{entry}", if at > 0 { "," } else { "" })?;
                }
                out.write_str("]")
            }
            Json::Object(members) => {
                out.write_str("{")?;
                for (at, (name, member)) in members.iter().enumerate() {
                    write!(out, "{}\"{}\":{member}", if at > 0 { "," } else { "" }, escaped(name))?;
                }
                out.write_str("}")
            }
        }
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            ' '.. => out.push(character),
            _ => out.push_str(&format!("\\u{:04x}", character as u32)),
        }
    }
    out
}

fn number_text(value: f64) -> String {
    if !value.is_finite() {
        return "null".to_string();
    }
    if value == 0.0 {
        return "0".to_string();
    }
    let shortest = format!("{:e}", value.abs());
    let (mantissa, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    let digits = mantissa.replace('.', "");
    let count = digits.len() as i32;
    let point = exponent.parse::<i32>().unwrap_or(0) + 1;
    let sign = if value < 0.0 { "-" } else { "" };
    if (count..=21).contains(&point) {
        format!("{sign}{digits}{}", "0".repeat((point - count) as usize))
    } else if (1..=21).contains(&point) {
        let (whole, part) = digits.split_at(point as usize);
        format!("{sign}{whole}.{part}")
    } else if (-5..=0).contains(&point) {
        format!("{sign}0.{}{digits}", "0".repeat(-point as usize))
    } else {
        let rest = if count > 1 { format!(".{}", &digits[1..]) } else { String::new() };
        format!("{sign}{}{rest}e{:+}", &digits[..1], point - 1)
    }
}

/// Writes a time as 2026-11-22T09:00:00.000Z.
fn date_text(time: SystemTime) -> String {
    let milliseconds = match time.duration_since(UNIX_EPOCH) {
        Ok(after) => after.as_millis() as i64,
        Err(before) => -(before.duration().as_nanos().div_ceil(1_000_000) as i64),
    };
    let (day, rest) = (milliseconds.div_euclid(86_400_000), milliseconds.rem_euclid(86_400_000));
    // https://howardhinnant.github.io/date_algorithms.html#civil_from_days
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let date = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let whole_year = year + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60);
    format!("{whole_year:04}-{month:02}-{date:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z", rest % 1000)
}

/// Counts the UTF-16 code units of a text inside of a JSON document.
fn escaped_length(text: &str) -> usize {
    escaped(text).chars().map(char::len_utf16).sum()
}

fn one_line(message: &str) -> String {
    let mut line = String::with_capacity(message.len());
    let mut was_break = false;
    for character in message.chars() {
        let is_break = matches!(character, '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{7f}');
        if !is_break {
            line.push(character);
        } else if !was_break {
            line.push(' ');
        }
        was_break = is_break;
    }
    if escaped_length(&line) <= MESSAGE_LIMIT {
        return line;
    }
    let mut length = 0;
    for (at, character) in line.char_indices() {
        length += escaped_length(&line[at..at + character.len_utf8()]);
        if length > MESSAGE_LIMIT - 1 {
            return format!("{}\u{2026}", &line[..at]);
        }
    }
    line
}

struct Sent<'a> {
    error_type: &'a str,
    status: u16,
    message: &'a str,
    retry_after: Option<u64>,
    request_id: Option<&'a str>,
    details: Option<Json>,
}

/// Writes a fault as the text that Lambda sends as its message.
fn custom_object(sent: Sent<'_>) -> String {
    let write = |details: &str| {
        let mut out = format!("{{\"errorType\":\"{}\",\"httpStatus\":{}", escaped(sent.error_type), sent.status);
        if let Some(id) = sent.request_id {
            out.push_str(&format!(",\"requestId\":\"{}\"", escaped(id)));
        }
        out.push_str(&format!(",\"message\":\"{}\"{details}", escaped(&one_line(sent.message))));
        if let Some(seconds) = sent.retry_after {
            out.push_str(&format!(",\"retryAfter\":{seconds}"));
        }
        out.push('}');
        out.replace('\u{7f}', "\\u007f")
    };
    let Some(details) = &sent.details else {
        return write("");
    };
    let written = details.to_string();
    let kept = if is_note(details) { ",\"kept\":true" } else { "" };
    let whole = write(&format!(",\"details\":{written}{kept}"));
    if escaped_length(&whole) <= CUSTOM_LIMIT {
        return whole;
    }
    write(&format!(",\"details\":{{\"dropped\":{}}}", written.len()))
}

/// Whether details look like the size of details that were too large.
fn is_note(details: &Json) -> bool {
    let Json::Object(members) = details else {
        return false;
    };
    matches!(members.as_slice(), [(name, Json::Integer(_) | Json::Number(_))] if name == "dropped")
}
`;
