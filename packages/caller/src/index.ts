export type { Caller, CallOptions } from "./caller.ts";
export { fromLambdaError } from "./from-lambda-error.ts";
export type { DeclaredBy, InputOf, OutputOf } from "./handler-types.ts";
export { createHttpCaller, type HttpCallerOptions } from "./http-caller.ts";
export type { Meta, Outcome } from "./outcome.ts";
export { parse } from "./parse.ts";
export { parseResponse } from "./parse-response.ts";
export { type Plan, type PlanOptions, plan } from "./plan.ts";
