import type { SqsMessageAttribute } from "../message.ts";
import { invalidValue, missingParameter, SqsError } from "../sqs-error.ts";

/** The members of an input or output. */
export type SqsMembers = Readonly<Record<string, unknown>>;

/** The bounds of a number. */
interface Bounds {
  readonly least: number;
  readonly most: number;
  /** AWS's words for them. */
  readonly reason: string;
}

/** The input of an operation, in either protocol: numbers may be texts, and so may booleans. */
export class RequestInput {
  readonly #members: SqsMembers;

  constructor(members: SqsMembers) {
    this.#members = members;
  }

  /** @throws SqsError where it is not there. */
  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw missingParameter(name);
    return value;
  }

  text(name: string): string | undefined {
    const value = this.#members[name];
    return typeof value === "string" ? value : undefined;
  }

  /** @throws SqsError where it is not a whole number within its bounds. */
  whole(name: string, bounds: Bounds): number | undefined {
    const value = this.#members[name] ?? undefined;
    if (value === undefined) return undefined;
    const number = Number(value);
    if (Number.isInteger(number) && number >= bounds.least && number <= bounds.most) return number;
    throw invalidValue(name, value, bounds.reason);
  }

  /** A number that is checked later. */
  number(name: string): number | undefined {
    const value = this.#members[name] ?? undefined;
    return value === undefined ? undefined : Number(value);
  }

  texts(name: string): readonly string[] {
    const value = this.#members[name];
    return Array.isArray(value) ? value.map(String) : [];
  }

  /** A map of texts. */
  map(name: string): Readonly<Record<string, string>> {
    return Object.fromEntries(Object.entries(this.#object(name)).map(([key, value]) => [key, String(value)]));
  }

  /** The entries of a batch. */
  get entries(): readonly RequestInput[] {
    const { Entries } = this.#members;
    return Array.isArray(Entries) ? Entries.map((entry) => new RequestInput(entry ?? {})) : [];
  }

  /** Attributes of a message; bytes are sent in base64. */
  attributes(name: string): Readonly<Record<string, SqsMessageAttribute>> {
    return Object.fromEntries(
      Object.entries(this.#object(name)).map(([key, value]) => [
        key,
        attributeOf(new RequestInput(Object(value))),
      ]),
    );
  }

  /** @throws SqsError where this service would take no notice of it. */
  refuse(name: string): void {
    if (this.#members[name] !== undefined && this.#members[name] !== null)
      throw new SqsError("NotImplemented", `@faultwire/local does not have SQS's parameter ${name}`);
  }

  #object(name: string): object {
    const value = this.#members[name];
    return typeof value === "object" && value !== null ? value : {};
  }
}

function attributeOf(input: RequestInput): SqsMessageAttribute {
  const text = input.text("StringValue");
  const binary = input.text("BinaryValue");
  return {
    DataType: input.text("DataType") ?? "",
    ...(text !== undefined && { StringValue: text }),
    ...(binary !== undefined && { BinaryValue: new Uint8Array(Buffer.from(binary, "base64")) }),
  };
}
