import { type Catalog, type DeclaredFault, defineCatalog, fault } from "@faultwire/catalog";
import { type BodyFormat, problemDetails, restJson1, wrapHandler } from "@faultwire/handler";
import { buildSchema, type Shape } from "../shapes.ts";

/** A fault to declare and throw, described by the test. */
export interface Script {
  readonly name: string;
  readonly status: number;
  readonly retryable?: boolean;
  readonly stack?: boolean;
  readonly shape?: Shape;
  readonly details?: unknown;
  readonly message: string;
  readonly retryAfter?: number;
}

/** The catalog of one fault that both ends build from the same script. */
export function catalogOf({ name, status, retryable, stack, shape, message }: Script): Catalog {
  const declared = fault(name, {
    status,
    message,
    ...(retryable !== undefined && { retryable }),
    ...(stack !== undefined && { stack }),
    ...(shape !== undefined && { details: buildSchema(shape) }),
  });
  return defineCatalog("generated", { [name]: declared as DeclaredFault });
}

/** Throws what a script asks for. */
export function throwing(script: Script): never {
  throw make(script, catalogOf(script));
}

export function make(script: Script, catalog: Catalog): Error {
  const declared = catalog.faults[script.name] as unknown as new (details: unknown, options: object) => Error;
  return new declared(
    script.details,
    script.retryAfter === undefined ? {} : { retryAfter: script.retryAfter },
  );
}

interface How {
  readonly wire?: "document" | "custom";
  readonly body?: BodyFormat;
}

function thrower(how: How = {}) {
  return async (event: { body?: string } & Script, context: never): Promise<unknown> => {
    const script: Script = event.body === undefined ? event : JSON.parse(event.body);
    const throws = catalogOf(script);
    const wrapped = wrapHandler(
      () => {
        throw make(script, throws);
      },
      { throws, ...how, headers: () => ({ "Access-Control-Allow-Origin": "*" }) },
    );
    return wrapped(event as never, context);
  };
}

export const auto = thrower();
export const document = thrower({ wire: "document" });
export const custom = thrower({ wire: "custom" });
export const problem = thrower({ body: problemDetails("https://errors.example.com/") });
export const members = thrower({ body: restJson1 });
