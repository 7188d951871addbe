import {
  checkCatalog,
  checkFunction,
  checkOptions,
  checkSchema,
  describe,
} from "@faultwire/catalog/internal";
import type { LambdaContext } from "./lambda-context.ts";

const OPTIONS = ["throws", "mapError", "conceal", "onFault", "log", "redact", "logProperties", "guards"];
/** The options of wrappers that something else runs the handler for. */
const WITHOUT_GUARDS = /* @__PURE__ */ OPTIONS.filter((option) => option !== "guards");
const WIRES = ["auto", "standard", "document", "custom", "proxy"];
const FLAVOURS = ["rest", "http", "alb", "alb-multi-value", "websocket", "websocket-connect"];
const PARTS = ["path", "query", "headers", "body"];

type Options = Readonly<Record<string, unknown>>;

/** A handler as the wrappers call it. Handler types of `@types/aws-lambda` have a callback in the third place. */
export type InvokerHandler<Event, Context, Value> = (
  event: Event,
  context: Context,
  callback: never,
) => Value;

/** The options that a wrapper takes besides those of every wrapper. */
export interface WrapperOptions {
  readonly more?: readonly string[];
  /** Whether something else runs the handler, so that guards cannot be put around it. */
  readonly isWithoutGuards?: boolean;
}

/**
 * Checks the options of a wrapper.
 *
 * @throws TypeError naming the call, the option and what to do.
 */
export function checkWrapper(where: string, options: object, wrapper: WrapperOptions = {}): void {
  const { more = [], isWithoutGuards = false } = wrapper;
  checkOptions(where, options, [...(isWithoutGuards ? WITHOUT_GUARDS : OPTIONS), ...more]);
  // Every member is checked before it is used.
  const given = options as Options;
  checkCatalog(where, "throws", given.throws);
  checkFunctions(where, given, ["mapError", "log", "redact", "headers", "onPermanent", "permanent"]);
  checkFlags(where, given, ["conceal", "logProperties", "trace", "simpleResponses", "hasOutputSchema"]);
  for (const schema of ["input", "output"]) checkSchema(where, schema, given[schema]);
  for (const hook of [given.onFault ?? []].flat()) checkFunction(where, "onFault", hook);
  checkGuards(where, given.guards);
  checkOneOf(`${where}: wire`, given.wire, [...WIRES, ...FLAVOURS]);
  checkOneOf(`${where}: issues`, given.issues, ["words", "verbatim"]);
  checkBody(where, given.body);
  checkRequest(where, given);
}

/**
 * Checks a handler of two parameters.
 *
 * @throws TypeError for something that is not a function, and for a handler with a callback.
 */
export function checkHandler<Event, Context extends LambdaContext, Value>(
  where: string,
  handler: InvokerHandler<Event, Context, Value>,
): (event: Event, context: Context) => Value {
  checkFunction(where, "the handler", handler);
  // Without a third parameter it is called with two arguments.
  if (handler.length < 3) return handler as (event: Event, context: Context) => Value;
  throw new TypeError(
    `${where}: the handler has ${handler.length} parameters, and would wait for a callback that Node.js 24 does not pass. Use wrapCallback() for a handler with a callback, or remove the parameter`,
  );
}

function checkFunctions(where: string, options: Options, names: readonly string[]): void {
  for (const name of names) if (options[name] !== undefined) checkFunction(where, name, options[name]);
}

function checkFlags(where: string, options: Options, names: readonly string[]): void {
  for (const name of names) {
    const value = options[name];
    if (value !== undefined && typeof value !== "boolean")
      throw new TypeError(`${where}: ${name} is true or false; it is ${describe(value)}`);
  }
}

function checkGuards(where: string, guards: unknown): void {
  if (guards === undefined) return;
  if (!Array.isArray(guards))
    throw new TypeError(
      `${where}: guards is a list, as [deadline({ before: 500 })]; it is ${describe(guards)}`,
    );
  for (const guard of guards) checkFunction(where, "a guard", guard);
}

function checkOneOf(option: string, value: unknown, known: readonly string[]): void {
  if (value === undefined || known.some((each) => each === value)) return;
  throw new TypeError(`${option} is one of ${known.join(", ")}; it is ${describe(value)}`);
}

function checkBody(where: string, body: unknown): void {
  if (body === undefined) return;
  const { contentType, encode }: Options = Object(body);
  if (typeof contentType === "string" && typeof encode === "function") return;
  throw new TypeError(
    `${where}: body is problemDetails(), restJson1, or { contentType, encode } of your own; it is ${describe(body)}`,
  );
}

function checkRequest(where: string, { input, request }: Options): void {
  if (request === undefined) return;
  if (input !== undefined)
    throw new TypeError(
      `${where}: input and request exclude each other; put the schema of the body into request: { body }`,
    );
  checkOptions(`${where}: request`, request, PARTS);
  for (const part of PARTS) checkSchema(where, `request.${part}`, Object(request)[part]);
}
