/*
 * An interpreter of CloudWatch's filter patterns for JSON, after AWS's page alone: it knows nothing of what Faultwire
 * generates, and refuses every syntax that the page does not have.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */

type Matches = (line: unknown) => boolean;

const TOKEN =
  /\s*(?:(?<selector>\$(?:\.[\w-]+(?:\[\d+\])*)+)|(?<quoted>"(?:[^"\\]|\\.)*")|(?<sign>&&|\|\||!=|<=|>=|[=<>()])|(?<word>[\w.*+-]+))/y;

/** Reads a pattern. A line that is not a JSON object never matches it. */
export function compilePattern(pattern: string): (line: string) => boolean {
  const matches = compile(pattern);
  return (line) => {
    let event: unknown;
    try {
      event = JSON.parse(line);
    } catch {
      return false;
    }
    return typeof event === "object" && event !== null && !Array.isArray(event) && matches(event);
  };
}

function compile(pattern: string): Matches {
  const [, inner] = /^\{(.*)\}$/s.exec(pattern.trim()) ?? [];
  if (inner === undefined) throw new SyntaxError(`not a pattern for JSON: ${pattern}`);
  const tokens = tokensOf(inner);
  const matches = either(tokens);
  if (tokens.length > 0) throw new SyntaxError(`left over: ${JSON.stringify(tokens)} of ${pattern}`);
  return matches;
}

interface Token {
  readonly kind: "selector" | "quoted" | "sign" | "word";
  readonly text: string;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (text.slice(TOKEN.lastIndex).trim() !== "") {
    const at = TOKEN.lastIndex;
    const groups = TOKEN.exec(text)?.groups;
    if (groups === undefined) throw new SyntaxError(`not a token: ${text.slice(at)}`);
    for (const kind of ["selector", "quoted", "sign", "word"] as const)
      if (groups[kind] !== undefined) tokens.push({ kind, text: groups[kind] });
  }
  return tokens;
}

const take = (tokens: Token[], text: string) => tokens[0]?.text === text && tokens.shift() !== undefined;

function either(tokens: Token[]): Matches {
  const parts = [both(tokens)];
  while (take(tokens, "||")) parts.push(both(tokens));
  return (line) => parts.some((matches) => matches(line));
}

function both(tokens: Token[]): Matches {
  const parts = [condition(tokens)];
  while (take(tokens, "&&")) parts.push(condition(tokens));
  return (line) => parts.every((matches) => matches(line));
}

function condition(tokens: Token[]): Matches {
  if (take(tokens, "(")) {
    const matches = either(tokens);
    if (!take(tokens, ")")) throw new SyntaxError("a parenthesis is open");
    return matches;
  }
  const selector = tokens.shift();
  if (selector?.kind !== "selector") throw new SyntaxError(`not a selector: ${JSON.stringify(selector)}`);
  const read = (line: unknown) => select(selector.text, line);
  if (take(tokens, "IS")) return isConstant(read, tokens.shift()?.text);
  if (take(tokens, "NOT")) {
    if (!take(tokens, "EXISTS")) throw new SyntaxError("NOT without EXISTS");
    return (line) => read(line) === undefined;
  }
  return compare(read, tokens.shift(), tokens.shift());
}

const CONSTANTS = new Map<string | undefined, unknown>([
  ["NULL", null],
  ["TRUE", true],
  ["FALSE", false],
]);

function isConstant(read: (line: unknown) => unknown, name: string | undefined): Matches {
  if (!CONSTANTS.has(name)) throw new SyntaxError(`IS ${name}`);
  return (line) => read(line) === CONSTANTS.get(name);
}

const ORDER: Readonly<Record<string, (one: number, other: number) => boolean>> = {
  "<": (one, other) => one < other,
  ">": (one, other) => one > other,
  "<=": (one, other) => one <= other,
  ">=": (one, other) => one >= other,
};

function compare(read: (line: unknown) => unknown, sign?: Token, given?: Token): Matches {
  if (sign?.kind !== "sign" || given === undefined || given.kind === "sign" || given.kind === "selector")
    throw new SyntaxError(`not a comparison: ${sign?.text} ${given?.text}`);
  const order = ORDER[sign.text];
  if (order) {
    const limit = Number(given.text);
    if (Number.isNaN(limit)) throw new SyntaxError(`not a number: ${given.text}`);
    return (line) => {
      const value = read(line);
      return typeof value === "number" && order(value, limit);
    };
  }
  if (sign.text !== "=" && sign.text !== "!=") throw new SyntaxError(`not a comparison: ${sign.text}`);
  const isSame = equals(given);
  return (line) => {
    const value = read(line);
    // "If it points to an array or object, the filter will not be applied."
    if (typeof value !== "string" && typeof value !== "number") return false;
    return isSame(value) === (sign.text === "=");
  };
}

/** An asterisk stands for any text at the beginning and the end, and for itself between. */
function equals({ kind, text }: Token): (value: string | number) => boolean {
  const wanted = kind === "quoted" ? text.slice(1, -1).replace(/\\(.)/g, "$1") : text;
  if (wanted === "*") return () => true;
  const [isOpen, isOpenEnd] = [wanted.startsWith("*"), wanted.endsWith("*")];
  const middle = wanted.slice(isOpen ? 1 : 0, isOpenEnd ? -1 : undefined);
  return (value) => {
    if (typeof value === "number") return kind === "word" && value === Number(wanted);
    if (isOpen && isOpenEnd) return value.includes(middle);
    if (isOpen) return value.endsWith(middle);
    return isOpenEnd ? value.startsWith(middle) : value === middle;
  };
}

function select(selector: string, line: unknown): unknown {
  const steps = selector.slice(2).split(/\.|\[(\d+)\]/);
  let value: unknown = line;
  for (const step of steps.filter((each) => each !== undefined && each !== "")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}
