/** The name of an error, and a name or a code in brackets. */
const HEAD = /((?:[A-Z][\w$]*\.)*[A-Z][\w$]*)(?: \[([\w$.]+)\])?(?:: |(?=\n|$))/y;
/** An error without a stack. */
const SHORT_ERROR = /\[([A-Z][\w$.]*(?:Error|Exception|Fault))(?:: ([^\]\n]{0,2000}))?\]/y;
const ERROR_NAME = /(?:Error|Exception|Fault)$/;
/** The text up to the stack, or up to the members. */
const MESSAGE = /[\s\S]{0,4000}?(?=\n +at | \{\n)|[^\n]*/y;
const STACK = /(?:\n +at [^\n]*?(?= \{\n|,?\n|,?$))+/y;
const KEY = /'((?:[^'\\]|\\.)*)': |\[(\w+)\]: |([\w$]+): /y;
const BETWEEN = /[\s,]*/y;
const MEMBERS = / ?\{/y;
/** The class before an object or a list: `Map(2) {`, `[Object: null prototype] {`. */
const CLASS = /(?:\[[\w$]+: null prototype\]|[A-Z][\w$]*(?:\(\d+\))?) (?=[{[])/y;
const TEXT = /'((?:[^'\\]|\\[\s\S])*)'|"((?:[^"\\]|\\[\s\S])*)"|`((?:[^`\\]|\\[\s\S])*)`/y;
const NUMBER = /-?\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?n?/y;
/** In the place of what is not printed: `[Object]`, `[Function: x]`, `[Circular *1]`. */
const LEFT_OUT = /\[(?:Object|Array|(?:Async)?Function|[GS]etter|Circular|class|Symbol)[^\]\n]{0,200}\]/y;
const WORD = /[^\s,}\]]*/y;
const WORDS: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", v: "\v" };
/** `util.inspect` prints two levels by default, and few programs ask for more. */
const DEPTH_LIMIT = 50;

/**
 * Reads what `util.inspect` of Node.js writes, and so what `console.error(error)` prints: errors with their stack and
 * members, objects, lists, texts and numbers. A value that is not printed is undefined.
 *
 * @see https://nodejs.org/docs/latest/api/util.html#utilinspectobject-options
 */
export class InspectedReader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text behind what was read. */
  get rest(): string {
    return this.#text.slice(this.#at);
  }

  /** Reads the error that begins here; returns undefined, and reads nothing, where none does. */
  readError(): Error | undefined {
    const short = this.#take(SHORT_ERROR);
    if (short) return this.#withMembers({ name: short[1] ?? "", message: short[2] ?? "", stack: short[0] });
    const start = this.#at;
    const head = this.#take(HEAD);
    if (head === undefined) return undefined;
    const [, ownClass = "", inBrackets = ""] = head;
    const [message = ""] = this.#take(MESSAGE) ?? [];
    const isStacked = this.#take(STACK) !== undefined;
    // Node.js puts a name beside the class, as Error [AxiosError], and its own codes, as TypeError [ERR_INVALID_URL].
    const name = ERROR_NAME.test(inBrackets) ? inBrackets : ownClass;
    if (!isStacked && !ERROR_NAME.test(name)) {
      this.#at = start;
      return undefined;
    }
    const code = name === ownClass && inBrackets !== "" ? inBrackets : undefined;
    return this.#withMembers({ name, message, stack: this.#text.slice(start, this.#at), code });
  }

  #withMembers({ name, message, stack, code }: ErrorParts): Error {
    const members = this.#take(MEMBERS) ? this.#readMembers() : {};
    const error = Object.assign(new Error(message), code === undefined ? {} : { code }, members);
    Object.defineProperty(error, "name", { value: name, configurable: true, writable: true });
    error.stack = stack;
    return error;
  }

  #readMembers(): Record<string, unknown> {
    const members: Record<string, unknown> = {};
    while (!this.#ends("}")) {
      const [, quoted, hidden, plain] = this.#take(KEY) ?? [];
      const value = this.#readValue();
      const name = quoted ?? hidden ?? plain;
      if (name !== undefined && name !== "__proto__") members[name] = value;
    }
    return members;
  }

  #readList(): unknown[] {
    const list: unknown[] = [];
    while (!this.#ends("]")) list.push(this.#readValue());
    return list;
  }

  /** Whether an object or a list ends here, or the text; what is between its members is passed over. */
  #ends(bracket: string): boolean {
    this.#take(BETWEEN);
    if (this.#at >= this.#text.length) return true;
    if (this.#text[this.#at] !== bracket) return false;
    this.#at += 1;
    return true;
  }

  /** Reads a value. Something unknown is passed over, a character at least. */
  #readValue(): unknown {
    const start = this.#at;
    this.#depth += 1;
    const value = this.#depth > DEPTH_LIMIT ? undefined : this.#readKnown();
    this.#depth -= 1;
    if (this.#at === start) this.#at += 1;
    return value;
  }

  #readKnown(): unknown {
    this.#take(CLASS);
    const text = this.#take(TEXT);
    if (text) return unescaped(text[1] ?? text[2] ?? text[3] ?? "");
    const number = this.#take(NUMBER);
    if (number) return Number(number[0].replace(/[_n]/g, ""));
    if (this.#take(MEMBERS)) return this.#readMembers();
    const error = this.readError();
    if (error !== undefined || this.#take(LEFT_OUT)) return error;
    if (this.#text[this.#at] === "[") {
      this.#at += 1;
      return this.#readList();
    }
    return WORDS[this.#take(WORD)?.[0] ?? ""];
  }

  /** Reads what a sticky expression finds here. */
  #take(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.#at;
    const found = expression.exec(this.#text);
    if (!found) return undefined;
    this.#at += found[0].length;
    return found;
  }
}

interface ErrorParts {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  readonly code?: string | undefined;
}

function unescaped(text: string): string {
  return text.replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[\s\S])/g, (_, mark: string) =>
    mark.length > 1 ? String.fromCharCode(Number.parseInt(mark.slice(1), 16)) : (ESCAPES[mark] ?? mark),
  );
}
