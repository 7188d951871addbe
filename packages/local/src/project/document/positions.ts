/** The place of a value in a template. */
export interface Position {
  readonly file: string;
  /** The first line of a file is 1. */
  readonly line: number;
}

/** An object or a list of a template. */
export type Container = Readonly<Record<string, unknown>> | readonly unknown[];

/** The places of the members of objects and lists. */
export class Positions {
  /** Keys that an object has twice. The last counts. */
  readonly duplicates: { readonly name: string; readonly position: Position }[] = [];
  readonly #members = new WeakMap<Container, Map<string, Position>>();

  /** Records where a member of an object or a list is. */
  record(container: Container, member: string | number, position: Position): void {
    const members = this.#members.get(container) ?? new Map<string, Position>();
    this.#members.set(container, members.set(String(member), position));
  }

  /** Gives a container the places of the members of another; its own go first. */
  copy(from: Container, to: Container): void {
    const members = this.#members.get(from);
    if (members !== undefined) this.#members.set(to, new Map([...members, ...(this.#members.get(to) ?? [])]));
  }

  /** Returns the place of a member, or else that of the first member. */
  find(container: unknown, member?: string | number): Position | undefined {
    if (!isContainer(container)) return undefined;
    const members = this.#members.get(container);
    const [first] = members?.values() ?? [];
    return (member === undefined ? undefined : members?.get(String(member))) ?? first;
  }
}

function isContainer(value: unknown): value is Container {
  return typeof value === "object" && value !== null;
}
