/** The form of every declared fault's name and of most other errors'. */
const NAME = /^[A-Za-z_][A-Za-z0-9_.$-]{0,127}$/;

/**
 * Makes the value of a metric's dimension or a trace's attribute, where every new value is kept and paid for. The name
 * of an undeclared error can be any text: every text that is not a name becomes `other`.
 */
export function errorTypeLabel(errorType: string, other: string): string {
  return NAME.test(errorType) ? errorType : other;
}
