import { describe } from "../../config/check.ts";
import { StatesError } from "./states-error.ts";

/** The input of an operation, checked as it is read. */
export class StatesInput {
  readonly #members: Readonly<Record<string, unknown>>;

  constructor(members: Readonly<Record<string, unknown>>) {
    this.#members = members;
  }

  /** @throws StatesError where the member is not a text. */
  text(name: string): string | undefined {
    const value = this.#members[name] ?? undefined;
    if (value === undefined || typeof value === "string") return value;
    throw new StatesError("ValidationException", `${name} is a text; it is ${describe(value)}`);
  }

  /** @throws StatesError where the member is not there. */
  required(name: string): string {
    const value = this.text(name);
    if (value !== undefined) return value;
    throw new StatesError(
      "ValidationException",
      `1 validation error detected: Value null at '${name}' failed to satisfy constraint: Member must not be null`,
    );
  }

  /** @throws StatesError where the member is not a whole number. */
  number(name: string): number | undefined {
    const value = this.#members[name] ?? undefined;
    if (value === undefined || (typeof value === "number" && Number.isInteger(value))) return value;
    throw new StatesError("ValidationException", `${name} is a whole number; it is ${describe(value)}`);
  }

  /** Whether a member is true. */
  flag(name: string): boolean {
    return this.#members[name] === true;
  }
}
