import type { InvokeCommandInput } from "@aws-sdk/client-lambda";
import { describe } from "@faultwire/catalog/internal";
import type { CallOptions } from "../caller.ts";

/** Options of one call of a Lambda function. */
export interface LambdaCallOptions extends CallOptions {
  /** Arrives as `context.clientContext` of the function; JSON of at most 3,583 bytes in base64. */
  readonly clientContext?: object;
  /** The tenant, for a function with tenant isolation. */
  readonly tenantId?: string;
  /** The name of a durable execution: the same name with the same input is the same execution. */
  readonly durableExecutionName?: string;
}

/** The function that is called. */
export interface FunctionReference {
  readonly functionName: string;
  readonly qualifier?: string | undefined;
  readonly logTail?: boolean | undefined;
}

/** The Lambda API's types of invocation. */
export type InvocationType = "RequestResponse" | "Event" | "DryRun";

const FUNCTION_NAME =
  /^(?:arn:[\w-]+:lambda:)?(?:[a-z]{2,}(?:-[a-z]+)+-\d:)?(?:\d{12}:)?(?:function:)?([\w.-]+)(?::(?:\$LATEST(?:\.PUBLISHED)?|[\w$-]+))?$/;
const QUALIFIER = /^(?:\$LATEST(?:\.PUBLISHED)?|[\w$-]{1,128})$/;
const TENANT_ID = /^[\w.:/=+\-@ ]{1,256}$/;
const DURABLE_NAME = /^[\w-]{1,64}$/;
/** Bytes. */
const CLIENT_CONTEXT_LIMIT = 3583;
const PAYLOAD_LIMITS = { RequestResponse: 6_291_456, Event: 1_048_576, DryRun: 6_291_456 } as const;

/** One invocation: its payload, type and options. */
export interface InvocationInput extends LambdaCallOptions {
  readonly payload: string | undefined;
  readonly type: InvocationType;
}

/**
 * Checks the reference to a function, before the first call.
 *
 * @throws TypeError if the service would refuse it.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_RequestParameters
 */
export function checkFunctionReference({ functionName, qualifier }: FunctionReference): void {
  const isText = typeof functionName === "string" && functionName.length <= 256;
  const [, name = ""] = (isText && FUNCTION_NAME.exec(functionName)) || [];
  if (name === "" || name.length > 64) {
    throw new TypeError(
      `createCaller(): functionName is a name of at most 64 characters or an ARN; it is ${describe(functionName)}`,
    );
  }
  if (qualifier !== undefined && !(typeof qualifier === "string" && QUALIFIER.test(qualifier))) {
    throw new TypeError(`createCaller(): qualifier is a version or an alias; it is ${describe(qualifier)}`);
  }
}

/**
 * Makes the input of an Invoke.
 *
 * @throws TypeError if the service would refuse it, or ignore a part of it.
 */
export function invokeInput(reference: FunctionReference, invocation: InvocationInput): InvokeCommandInput {
  const { functionName, qualifier, logTail } = reference;
  const { payload, type, tenantId, durableExecutionName } = invocation;
  const context = invocation.clientContext && encodeContext(invocation.clientContext);
  const problem = problemOf(reference, invocation, context);
  if (problem !== undefined) throw new TypeError(`calling ${functionName}: ${problem}`);
  return {
    FunctionName: functionName,
    ...(payload !== undefined && { Payload: payload }),
    InvocationType: type === "RequestResponse" ? undefined : type,
    Qualifier: qualifier,
    LogType: logTail ? "Tail" : undefined,
    ClientContext: context,
    TenantId: tenantId,
    DurableExecutionName: durableExecutionName,
  };
}

/** Finds the first reason why the service would refuse an invocation or ignore a part of it. */
function problemOf(
  { logTail }: FunctionReference,
  { payload = "", type, clientContext, tenantId, durableExecutionName }: InvocationInput,
  encodedContext = "",
): string | undefined {
  const limit = PAYLOAD_LIMITS[type];
  const isEvent = type === "Event";
  if (isLonger(payload, limit)) {
    const kind = isEvent ? "an asynchronous invocation" : "an invocation";
    return `the input of ${kind} has at most ${limit} bytes; it has ${byteLength(payload)}`;
  }
  if (isEvent && clientContext)
    return "an asynchronous invocation ignores clientContext; put it into the input";
  if (isEvent && logTail) return "an asynchronous invocation has no logTail; make a caller without it";
  if (tenantId !== undefined && !TENANT_ID.test(tenantId))
    return `tenantId "${tenantId}" is not one that Lambda accepts`;
  if (durableExecutionName !== undefined && !DURABLE_NAME.test(durableExecutionName))
    return `durableExecutionName is 1 to 64 letters, digits, - and _; it is "${durableExecutionName}"`;
  return encodedContext.length > CLIENT_CONTEXT_LIMIT
    ? `clientContext has at most ${CLIENT_CONTEXT_LIMIT} bytes in base64; it has ${encodedContext.length}`
    : undefined;
}

/** Compares without counting most texts: a UTF-16 unit has one to three bytes. */
function isLonger(text: string, limit: number): boolean {
  return text.length > limit || (text.length * 3 > limit && byteLength(text) > limit);
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

function encodeContext(context: object): string {
  const bytes = new TextEncoder().encode(JSON.stringify(context));
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
