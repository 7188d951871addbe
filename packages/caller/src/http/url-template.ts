/** A placeholder of a template; with `+` its value keeps its slashes. */
const PLACEHOLDER = /\{([^{}+]+)(\+?)\}/g;
/** Segments that a URL resolves away, however they are encoded. */
const DOTS = /^\.{1,2}$/;

/**
 * Fills the placeholders of a URL: `https://api.example.com/orders/{orderId}`. Values are encoded; that of
 * `{proxy+}` keeps its slashes.
 *
 * @throws TypeError if a value is missing, empty, or would lead to another path.
 */
export function fillTemplate(template: string, values: unknown): string {
  return template.replace(PLACEHOLDER, (_placeholder, name: string, plus: string) => {
    const members = Object(values);
    const value: unknown = Object.hasOwn(members, name) ? members[name] : undefined;
    if (value === undefined || value === null || value === "") {
      const problem = value === "" ? `${name} is empty` : `there is no ${name} in the input`;
      throw new TypeError(`calling ${template}: ${problem}`);
    }
    const segments = plus === "+" ? String(value).split("/") : [String(value)];
    if (segments.some((segment) => DOTS.test(segment))) {
      throw new TypeError(`calling ${template}: ${name} is "${value}", which leads to another path`);
    }
    return segments.map(encodeURIComponent).join("/");
  });
}

/** Fills every placeholder with a sample, to check the rest of a template. */
export function sampleOf(template: string): string {
  return template.replace(PLACEHOLDER, "x");
}
