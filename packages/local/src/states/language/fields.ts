import { describe } from "../../config/check.ts";
import { DefinitionProblem } from "../model/definition-problem.ts";
import { type DefinitionMembers, isMembers } from "../model/members.ts";
import type { QueryLanguage } from "../model/query-language.ts";

/** The members of an object of a definition. Those that nothing reads are refused. */
export class Fields {
  readonly #members: DefinitionMembers;
  readonly #path: string;
  readonly #state: string | undefined;
  readonly language: QueryLanguage;
  readonly #read = new Set<string>(["Comment"]);

  constructor(
    members: DefinitionMembers,
    place: { readonly state?: string; path?: string; language: QueryLanguage },
  ) {
    this.#members = members;
    this.#state = place.state;
    this.#path = place.path ?? "";
    this.language = place.language;
  }

  get names(): readonly string[] {
    return Object.keys(this.#members);
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#members, name) && this.#members[name] !== undefined;
  }

  /** Returns a member as it is. */
  get(name: string): unknown {
    this.#read.add(name);
    return this.has(name) ? this.#members[name] : undefined;
  }

  /** @throws DefinitionProblem where the member is not a text. */
  text(name: string): string | undefined {
    const value = this.get(name);
    if (value === undefined || typeof value === "string") return value;
    throw this.problem(name, `is a text; it is ${describe(value)}`);
  }

  /** @throws DefinitionProblem where the member is not there, or is not a text. */
  required(name: string): string {
    const value = this.text(name);
    if (value === undefined || value === "") throw this.problem(name, "is missing");
    return value;
  }

  /** @throws DefinitionProblem where the member is not a number within the range. */
  number(name: string, { least, most, isWhole = true }: NumberField): number | undefined {
    const value = this.get(name);
    if (value === undefined) return undefined;
    const isInside = typeof value === "number" && value >= least && value <= (most ?? Number.MAX_VALUE);
    if (isInside && (!isWhole || Number.isInteger(value))) return value;
    const bounds = most === undefined ? `from ${least}` : `from ${least} to ${most}`;
    throw this.problem(name, `is a ${isWhole ? "whole " : ""}number ${bounds}; it is ${describe(value)}`);
  }

  /** @throws DefinitionProblem where the member is not an object. */
  object(name: string): Fields | undefined {
    const value = this.get(name);
    return value === undefined ? undefined : this.#part(name, value);
  }

  /** @throws DefinitionProblem where the member is not a list of objects. */
  objects(name: string): readonly Fields[] {
    const value = this.get(name) ?? [];
    if (!Array.isArray(value)) throw this.problem(name, `is a list; it is ${describe(value)}`);
    return value.map((each, index) => this.#part(`${name}[${index}]`, each));
  }

  /** Returns the names of the members that are there of some of which only one may be. */
  oneOf(...names: readonly string[]): string | undefined {
    const given = names.filter((name) => this.has(name));
    const [first, second] = given;
    if (second !== undefined) throw this.problem(second, `and ${first} exclude each other`);
    return first;
  }

  /** Refuses members that local does not do. */
  refuse(reasons: Readonly<Record<string, string>>): void {
    for (const [name, reason] of Object.entries(reasons))
      if (this.has(name)) throw this.problem(name, `is not done by @faultwire/local: ${reason}`);
  }

  /** Refuses the members that nothing has read. */
  finish(): void {
    const unread = this.names.find((name) => !this.#read.has(name));
    if (unread !== undefined)
      throw this.problem(unread, `is not a field here, in ${this.language}; remove it, or correct its name`);
  }

  problem(name: string, text: string): DefinitionProblem {
    return new DefinitionProblem(this.place(name), text);
  }

  /** The place of a member, for messages: `state Charge: Retry[0].ErrorEquals`. */
  place(name: string): string {
    const path = `${this.#path}${name}`;
    return this.#state === undefined ? path : `state ${this.#state}: ${path}`;
  }

  #part(name: string, value: unknown): Fields {
    if (!isMembers(value)) throw this.problem(name, `is an object; it is ${describe(value)}`);
    return new Fields(value, {
      ...(this.#state !== undefined && { state: this.#state }),
      path: `${this.#path}${name}.`,
      language: this.language,
    });
  }
}

interface NumberField {
  readonly least: number;
  readonly most?: number;
  /** @default true */
  readonly isWhole?: boolean;
}
