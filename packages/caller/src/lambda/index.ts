export type { CallArguments, Caller, CallOptions } from "../caller.ts";
export type { BaseCallerOptions, InputFor, OutputFor } from "../caller-options.ts";
export type { AnyWrappedHandler, DeclaredBy, ExpectedFaults, InputOf, OutputOf } from "../handler-types.ts";
export type { Meta, Outcome } from "../outcome.ts";
export type { RetryOptions } from "../retry.ts";
export { type ClientConfig, clientConfig } from "./client-config.ts";
export { type CallerOptions, createCaller, type LambdaCaller } from "./create-caller.ts";
export type { InvokeClient } from "./invoke.ts";
export type { LambdaCallOptions } from "./invoke-input.ts";
