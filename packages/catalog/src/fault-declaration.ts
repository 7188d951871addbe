import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { Fault, FaultOptions } from "./fault.ts";

/** The declaration of a fault. `Input` is what its constructor takes, `Details` what the schema makes of it. */
export interface FaultDeclaration<Input = unknown, Details = unknown> {
  /**
   * The HTTP status, 400 to 599.
   *
   * @default 500
   */
  readonly status?: number;
  /** A synchronous Standard Schema of the details: zod, valibot, arktype and others. Without it: no details. */
  readonly details?: StandardSchemaV1<Input, Details>;
  /** One line for people: a text, or a function of the details. */
  readonly message: string | ((details: Details) => string);
  /**
   * Whether the same request may succeed later. Written out as `true` it is your promise that calling again is safe.
   *
   * @default true for the statuses 408, 425, 429, 502, 503 and 504
   */
  readonly retryable?: boolean;
  /**
   * Further names by which functions of other languages send this fault, such as `errors.NoSuchOrder`, exactly as they are
   * in `errorType`. A full name whose last part is the fault's own, `com.acme.OrderNotFound`, needs none.
   *
   * @default []
   */
  readonly aliases?: readonly string[];
  /**
   * Whether to capture a stack; `false` is cheaper, for faults of normal flow.
   *
   * @default true
   */
  readonly stack?: boolean;
}

/** The arguments of a fault's constructor: details where it has some, then options. */
export type FaultArguments<Input> = undefined extends Input
  ? [details?: Input, options?: FaultOptions]
  : [details: Input, options?: FaultOptions];

/** The static members of a declared fault's class. */
interface Declared<Name extends string> {
  /** The name on the wire. */
  readonly errorType: Name;
  readonly declaration: FaultDeclaration;
  /** Like `instanceof`, also for faults of another copy of the library. Never throws. */
  is<Self extends abstract new (...args: never) => unknown>(
    this: Self,
    value: unknown,
  ): value is InstanceType<Self>;
}

/** The class of a declared fault, whatever its constructor takes. */
export interface DeclaredFault<Name extends string = string> extends Declared<Name> {
  new (...args: never): Fault<Name>;
  readonly prototype: Fault<Name>;
}

/** The class that `fault()` makes. */
export interface FaultClass<Name extends string, Input, Details> extends Declared<Name> {
  new (...args: FaultArguments<Input>): Fault<Name, Details>;
  readonly prototype: Fault<Name, Details>;
}
