const DIGITS = /^\d+$/;
const CLOCK = /\d\d:\d\d:\d\d/;

/**
 * Reads `Retry-After` as seconds: a number of seconds, or a date, which is held against the answer's own `Date`.
 * A date in the past is 0; what is neither, or beyond all numbers, is undefined.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function decodeRetryAfter(value: string, date: string | undefined): number | undefined {
  // Digits first: to `Date.parse` they are a year.
  if (DIGITS.test(value)) {
    const seconds = Number(value);
    return Number.isSafeInteger(seconds) ? seconds : undefined;
  }
  const now = date === undefined ? Date.now() : parseDate(date);
  const seconds = Math.ceil((parseDate(value) - now) / 1000);
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

/** The form of asctime has no zone and would be taken for local time. */
function parseDate(text: string): number {
  if (!CLOCK.test(text)) return Number.NaN;
  return Date.parse(text.replace(/(?: GMT)?$/, " GMT"));
}
