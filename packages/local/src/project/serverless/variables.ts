import { Unevaluable } from "../cloudformation/unevaluable.ts";
import type { Positions } from "../document/positions.ts";
import { isMembers, type TemplateMembers } from "../document/values.ts";
import type { VariableSources } from "./variable-sources.ts";
import { divideText, readSource } from "./variable-text.ts";

/** The variables that are being resolved: one that leads to itself has no value. */
const MAX_DEPTH = 40;

/** Resolves the variables of a serverless.yml. */
export class Variables {
  readonly #sources: VariableSources;
  readonly #positions: Positions;
  #depth = 0;

  constructor(sources: VariableSources, positions: Positions) {
    this.#sources = sources;
    this.#positions = positions;
  }

  /** Resolves all variables in a value. A text with one that has no value becomes an expression without a value. */
  resolve(value: unknown): unknown {
    if (typeof value === "string") return this.#orUnresolved(value);
    if (Array.isArray(value)) {
      const list = value.map((item) => this.#located(item, value));
      this.#positions.copy(value, list);
      return list;
    }
    if (!isMembers(value)) return value;
    const members: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(value)) {
      const resolved = this.#located(member, value, name);
      if (resolved !== undefined) members[name] = resolved;
    }
    this.#positions.copy(value, members);
    return members;
  }

  #located(member: unknown, container: TemplateMembers | readonly unknown[], name?: string): unknown {
    const resolved = this.resolve(member);
    const position = name === undefined ? undefined : this.#positions.find(container, name);
    if (isMembers(resolved) && UNRESOLVED in resolved && position !== undefined)
      this.#positions.record(resolved, UNRESOLVED, position);
    return resolved;
  }

  #orUnresolved(text: string): unknown {
    try {
      return this.resolveText(text);
    } catch (failure) {
      if (failure instanceof Unevaluable) return { [UNRESOLVED]: failure.message };
      throw failure;
    }
  }

  /**
   * Resolves the variables in a text. A text that is one variable has the variable's value, of any type.
   *
   * @throws Unevaluable where one has no value here.
   */
  resolveText(text: string): unknown {
    const pieces = divideText(text);
    if (pieces === undefined) return text;
    if (this.#depth > MAX_DEPTH) throw new Unevaluable(`${text} leads to itself`);
    this.#depth++;
    try {
      const values = pieces.map((piece) =>
        typeof piece === "string" ? piece : this.#valueOf(piece.sources),
      );
      return values.length === 1 ? values[0] : values.map((value) => String(value ?? "")).join("");
    } finally {
      this.#depth--;
    }
  }

  /** The value of the first source that has one. */
  #valueOf(sources: readonly string[]): unknown {
    for (const text of sources) {
      const source = readSource(String(text.includes("${") ? this.resolveText(text) : text));
      if (source === undefined) continue;
      const value = source.type === "literal" ? source.literal : this.#sources.find(source, this);
      if (value !== undefined && (value !== null || source.type === "literal")) return this.resolve(value);
    }
    throw new Unevaluable(`\${${sources.join(", ")}} has no value here`);
  }
}

/** The function of an expression that has no value; its argument is the reason. */
const UNRESOLVED = "Fn::Unresolved";
