import type { Catalog, Fault, FaultsOf } from "@faultwire/catalog";

/** A handler as `wrapHandler` types it; only its type is needed. */
export interface Typed {
  readonly "~types"?: unknown;
}

type TypesOf<Handler> = Handler extends { readonly "~types"?: infer Found } ? NonNullable<Found> : never;

/** What a handler is sent. */
export type InputOf<Handler> = TypesOf<Handler> extends { readonly input: infer Value } ? Value : unknown;

/** What JSON makes of a handler's result. */
export type OutputOf<Handler> = TypesOf<Handler> extends { readonly output: infer Value } ? Value : unknown;

/** The faults that a handler declares to throw. */
export type DeclaredBy<Handler> =
  TypesOf<Handler> extends { readonly faults: infer Value } ? Extract<Value, Fault> : never;

/** The faults that a caller expects: the handler's, or where it is not known, all of the catalog. */
export type Expected<Handler, Declared> = [TypesOf<Handler>] extends [{ readonly faults: unknown }]
  ? DeclaredBy<Handler>
  : Declared extends Catalog
    ? FaultsOf<Declared>
    : never;
