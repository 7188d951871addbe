import { type Category, type Execution, Fault, hide, hideAll, type Origin, show } from "./fault.ts";
import type { DeclaredFault } from "./fault-declaration.ts";
import type { ServiceErrorName } from "./meanings/service-meanings.ts";

/** The members of a fault of the platform. */
export interface PlatformData {
  readonly errorType: string;
  readonly message: string;
  readonly status: number;
  readonly retryable: boolean;
  readonly category: Category;
  readonly details?: unknown;
  /** Seconds. */
  readonly retryAfter?: number | undefined;
  readonly origin?: Origin | undefined;
  readonly execution?: Execution | undefined;
  readonly cause?: unknown;
}

abstract class Family<Name extends string, Details = undefined> extends Fault<Name, Details> {
  declare errorType: string;
  declare details: Details;
  declare retryAfter?: number;

  constructor(name: Name, data: PlatformData) {
    const { details, retryAfter, errorType, status, retryable, category, origin, execution, cause } = data;
    super(data.message, cause === undefined ? undefined : { cause });
    // Assigned, as a definition takes V8 ten times as long.
    this.errorType = errorType;
    // The family has the type of its details.
    if (details !== undefined) this.details = details as Details;
    if (retryAfter !== undefined) this.retryAfter = retryAfter;
    hideAll(this, { name, status, retryable, category, origin, execution });
  }
}

/**
 * The name of a refusal of the Lambda API: the known ones, and any name that is not known yet. The pattern is
 * the latter: it keeps the list open, while a misspelt name in a `case` does not compile as it would with `string`.
 * Compare `String(fault.errorType)` with a name that is not in the list.
 */
export type ServiceErrorType = ServiceErrorName | `${string} (not known yet)`;

/**
 * A refusal of the Lambda API: `errorType` is the exception's name.
 *
 * @see https://faultwire.github.io/faultwire/errors/#the-lambda-service each name, with its bytes and how to cause it
 */
export class ServiceFault extends Family<"ServiceFault"> {
  declare readonly errorType: ServiceErrorType;
  /** The side that has to fix it: the SDK's `$fault`. */
  declare readonly side: "client" | "server";
  /** The limit that was hit, on `TooManyRequestsException`. */
  declare readonly reason?: string;
  /** EC2's own error code, on `EC2UnexpectedException`. */
  declare readonly ec2ErrorCode?: string;

  constructor(
    data: PlatformData & { readonly reason?: string | undefined; readonly ec2ErrorCode?: string | undefined },
  ) {
    super("ServiceFault", data);
    hide(this, "side", data.status >= 500 ? "server" : "client");
    show(this, "reason", data.reason);
    show(this, "ec2ErrorCode", data.ec2ErrorCode);
  }
}

/**
 * An error that the platform or a runtime of AWS reports: a time-out, an exit, a handler that cannot be loaded.
 *
 * @see https://faultwire.github.io/faultwire/errors/#the-lambda-platform-and-the-runtimes each name, with its bytes and how to cause it
 */
export class RuntimeFault extends Family<"RuntimeFault"> {
  constructor(data: PlatformData) {
    super("RuntimeFault", data);
  }
}

/**
 * An answer that API Gateway, an ALB or a Function URL made itself.
 *
 * @see https://faultwire.github.io/faultwire/errors/#api-gateway-function-urls-and-load-balancers each type and status, with its bytes and how to cause it
 */
export class GatewayFault extends Family<"GatewayFault"> {
  constructor(data: PlatformData) {
    super("GatewayFault", data);
  }
}

/**
 * No answer, or half of one: `errorType` is the system's code, such as `ECONNRESET`.
 *
 * @see https://faultwire.github.io/faultwire/errors/#the-connection each code, and whether the function ran
 */
export class TransportFault extends Family<"TransportFault"> {
  constructor(data: PlatformData) {
    super("TransportFault", data);
  }
}

/** One problem of an input. */
export interface InputIssue {
  /** The path of the member, as `items.0.quantity`; empty for the whole input. */
  readonly path: string;
  readonly message: string;
}

/**
 * The wrapper's own faults; `HandlerErrorType` has their types.
 *
 * @see https://faultwire.github.io/faultwire/errors/#faultwires-wrapper each type, with its bytes and how to cause it
 */
export class HandlerFault extends Family<
  "HandlerFault",
  { readonly issues?: readonly InputIssue[] } | undefined
> {
  constructor(data: PlatformData) {
    super("HandlerFault", data);
  }
}

/**
 * An answer that cannot be read as the fault that it names. `details` are as received.
 *
 * @see https://faultwire.github.io/faultwire/errors/caller/malformedfault/ its causes, and how to read what came
 */
export class MalformedFault extends Family<"MalformedFault", unknown> {
  /** The class of the name that was received, where it is declared. */
  declare readonly declared?: DeclaredFault;
  /** The reason why it cannot be read. */
  declare readonly issues: string;

  constructor(
    data: PlatformData & { readonly declared?: DeclaredFault | undefined; readonly issues: string },
  ) {
    super("MalformedFault", data);
    hide(this, "declared", data.declared);
    show(this, "issues", data.issues);
  }
}

/**
 * An error whose name is not declared; `details` are as received.
 *
 * @see https://faultwire.github.io/faultwire/errors/function/undeclared/ what to do: declare it, or give the caller the catalog that has it
 */
export class Undeclared extends Family<"Undeclared", unknown> {
  constructor(data: PlatformData) {
    super("Undeclared", data);
  }
}

/** Every fault of the platform: those that no catalog declares. */
export type PlatformFault =
  | ServiceFault
  | RuntimeFault
  | GatewayFault
  | TransportFault
  | HandlerFault
  | MalformedFault
  | Undeclared;
