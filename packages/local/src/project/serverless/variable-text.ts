/** One source of a variable: `self:provider.stage`, `file(./a.yml):key`, or a literal. */
export interface VariableSource {
  readonly type: string;
  /** The text in parentheses. */
  readonly parameter: string | undefined;
  readonly address: string | undefined;
  /** A text in quotes, a number or a boolean. */
  readonly literal?: unknown;
}

/** A text, in pieces that are literal or variables. */
export type Piece = string | { readonly sources: readonly string[] };

/** Divides a text into literal pieces and variables; undefined where it has no variable. */
export function divideText(text: string): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  let end = 0;
  for (let at = text.indexOf("${"); at !== -1; at = text.indexOf("${", Math.max(at + 2, end))) {
    const close = closingBrace(text, at + 2);
    const inside = text.slice(at + 2, close);
    if (close === -1) break;
    if (!isVariable(inside)) continue;
    if (at > end) pieces.push(text.slice(end, at));
    pieces.push({ sources: divideAtCommas(inside) });
    end = close + 1;
  }
  if (pieces.length === 0) return undefined;
  if (end < text.length) pieces.push(text.slice(end));
  return pieces;
}

/** A variable begins with the type of a source; `${AWS::Region}` and `${StackResource}` are CloudFormation's. */
function isVariable(inside: string): boolean {
  return /^\s*[A-Za-z][\w.-]*(?:\(|:(?!:))/.test(inside);
}

function closingBrace(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text.startsWith("${", at)) depth++;
    else if (text[at] === "}") depth--;
    if (depth === 0) return at;
  }
  return -1;
}

/** Quotes, and what is in parentheses or braces, one level deep in itself: commas in these belong to a source. */
const PART = /(?:"[^"]*"|'[^']*'|\((?:[^()]|\([^()]*\))*\)|\$?\{(?:[^{}]|\{[^{}]*\})*\}|[^,])+/g;

function divideAtCommas(text: string): readonly string[] {
  return (text.match(PART) ?? []).map((part) => part.trim());
}

/** Reads one source of a variable. */
export function readSource(text: string): VariableSource | undefined {
  const [, quoted] = /^(?:"([^"]*)"|'([^']*)')$/.exec(text)?.filter((part) => part !== undefined) ?? [];
  if (quoted !== undefined || text === '""' || text === "''") return literal(quoted ?? "");
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return literal(Number(text));
  if (text === "true" || text === "false") return literal(text === "true");
  if (text === "null") return literal(null);
  const [, type, parameter, address] = /^([A-Za-z][\w.-]*)(?:\((.*?)\))?(?::(.*))?$/s.exec(text) ?? [];
  return type === undefined ? undefined : { type, parameter, address };
}

function literal(value: unknown): VariableSource {
  return { type: "literal", parameter: undefined, address: undefined, literal: value };
}
