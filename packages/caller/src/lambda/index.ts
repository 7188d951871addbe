export type { Caller, CallOptions } from "../caller.ts";
export type { DeclaredBy, InputOf, OutputOf } from "../handler-types.ts";
export type { Meta, Outcome } from "../outcome.ts";
export { type CallerOptions, createCaller } from "./create-caller.ts";
