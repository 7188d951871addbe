import type { Catalog, Fault, FaultsOf } from "@faultwire/catalog";

/** A handler as `wrapHandler` types it. Only its type is needed: `typeof handler`. */
export interface AnyWrappedHandler {
  readonly "~types"?: unknown;
}

type TypesOf<Handler> = Handler extends { readonly "~types"?: infer Types } ? NonNullable<Types> : never;

/** A handler's input. */
export type InputOf<Handler> = TypesOf<Handler> extends { readonly input: infer Value } ? Value : unknown;

/** A handler's result after its way through JSON. */
export type OutputOf<Handler> = TypesOf<Handler> extends { readonly output: infer Value } ? Value : unknown;

/** The faults that a handler declares to throw. */
export type DeclaredBy<Handler> =
  TypesOf<Handler> extends { readonly faults: infer Value } ? Extract<Value, Fault> : never;

/** The faults that a caller expects: the handler's, or all of the catalog if the handler's type is not known. */
export type ExpectedFaults<Handler, Declared> = [TypesOf<Handler>] extends [{ readonly faults: unknown }]
  ? DeclaredBy<Handler>
  : Declared extends Catalog
    ? FaultsOf<Declared>
    : never;
