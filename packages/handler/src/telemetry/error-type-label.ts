/** What every declared fault and every sensible error is named like. */
const NAME = /^[A-Za-z_][A-Za-z0-9_.$-]{0,127}$/;

/**
 * The name of an error for a place that keeps each value for good, and is paid for each: a metric's dimension, a
 * trace's attribute. An undeclared error may be named anything, so what is no name is the same for all.
 */
export function errorTypeLabel(errorType: string, other: string): string {
  return NAME.test(errorType) ? errorType : other;
}
