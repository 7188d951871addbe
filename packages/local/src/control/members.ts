import { refuseType } from "./control-error.ts";

/** The members of a request's body, read by type; a member that is null was not given. */
export class Members {
  readonly all: Readonly<Record<string, unknown>>;

  constructor(value: unknown) {
    if (!isObject(value)) refuseType("the body", "a JSON object");
    this.all = value;
  }

  has(name: string): boolean {
    return this.all[name] !== undefined && this.all[name] !== null;
  }

  text(name: string): string | undefined {
    const value = this.#given(name);
    return value === undefined || typeof value === "string" ? value : refuseType(name, "a text");
  }

  number(name: string): number | undefined {
    const value = this.#given(name);
    return value === undefined || typeof value === "number" ? value : refuseType(name, "a number");
  }

  boolean(name: string): boolean | undefined {
    const value = this.#given(name);
    return value === undefined || typeof value === "boolean" ? value : refuseType(name, "a boolean");
  }

  object(name: string): Members | undefined {
    const value = this.#given(name);
    return value === undefined
      ? undefined
      : isObject(value)
        ? new Members(value)
        : refuseType(name, "an object");
  }

  list(name: string): readonly unknown[] | undefined {
    const value = this.#given(name);
    return value === undefined || Array.isArray(value) ? value : refuseType(name, "a list");
  }

  /** A list of texts. */
  texts(name: string): readonly string[] | undefined {
    return this.list(name)?.map((value) =>
      typeof value === "string" ? value : refuseType(name, "a list of texts"),
    );
  }

  /** A map of texts. */
  textMap(name: string): Readonly<Record<string, string>> | undefined {
    const object = this.object(name);
    if (object === undefined) return undefined;
    const entries = Object.keys(object.all).map((key) => [key, object.text(key) ?? ""] as const);
    return Object.fromEntries(entries);
  }

  #given(name: string): unknown {
    return this.all[name] ?? undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
