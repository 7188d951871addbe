import type { InvokeCommandInput } from "@aws-sdk/client-lambda";
import type { CallOptions } from "../caller.ts";

/** What one call of a Lambda function can be given beside its input. */
export interface LambdaCallOptions extends CallOptions {
  /** What the function finds as `context.clientContext`; JSON of at most 3,583 bytes in base64. */
  readonly clientContext?: object;
  /** The tenant, of a function that isolates its tenants. */
  readonly tenantId?: string;
  /** Names the execution of a durable function: the same name with the same input is the same execution. */
  readonly durableExecutionName?: string;
}

/** What is called, and how. */
export interface Target {
  readonly functionName: string;
  readonly qualifier?: string | undefined;
  readonly logTail?: boolean | undefined;
}

/** How a function is invoked, in the words of the Lambda API. */
export type InvocationType = "RequestResponse" | "Event" | "DryRun";

const FUNCTION_NAME =
  /^(?:arn:[\w-]+:lambda:)?(?:[a-z]{2,}(?:-[a-z]+)+-\d:)?(?:\d{12}:)?(?:function:)?([\w.-]+)(?::(?:\$LATEST(?:\.PUBLISHED)?|[\w$-]+))?$/;
const QUALIFIER = /^(?:\$LATEST(?:\.PUBLISHED)?|[\w$-]{1,128})$/;
const TENANT_ID = /^[\w.:/=+\-@ ]{1,256}$/;
const DURABLE_NAME = /^[\w-]{1,64}$/;
/** Bytes. */
const CLIENT_CONTEXT_LIMIT = 3583;
const PAYLOAD_LIMITS = { RequestResponse: 6_291_456, Event: 1_048_576, DryRun: 6_291_456 } as const;

/**
 * Checks what every call of a caller has in common.
 *
 * @throws TypeError where the service would refuse it.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_RequestParameters
 */
export function checkTarget({ functionName, qualifier }: Target): void {
  const [, name = ""] = FUNCTION_NAME.exec(functionName) ?? [];
  if (name === "" || functionName.length > 256 || name.length > 64) {
    throw new TypeError(
      `createCaller(): functionName is a name of at most 64 characters or an ARN; it is "${functionName}"`,
    );
  }
  if (qualifier !== undefined && !QUALIFIER.test(qualifier)) {
    throw new TypeError(`createCaller(): qualifier is a version or an alias; it is "${qualifier}"`);
  }
}

/**
 * Makes the input of an Invoke.
 *
 * @throws TypeError where the service would refuse it, or ignore a part of it.
 */
export function invokeInput(
  { functionName, qualifier, logTail }: Target,
  payload: string | undefined,
  { clientContext, tenantId, durableExecutionName }: LambdaCallOptions,
  type: InvocationType,
): InvokeCommandInput {
  const refuse = refusalOf(functionName);
  const limit = PAYLOAD_LIMITS[type];
  if (payload !== undefined && isLonger(payload, limit)) {
    const kind = type === "Event" ? "an asynchronous invocation" : "an invocation";
    refuse(`the input of ${kind} has at most ${limit} bytes; it has ${byteLength(payload)}`);
  }
  if (type === "Event" && clientContext)
    refuse("an asynchronous invocation ignores clientContext; put it into the input");
  if (type === "Event" && logTail)
    refuse("an asynchronous invocation has no logTail; make a caller without it");
  if (tenantId !== undefined && !TENANT_ID.test(tenantId))
    refuse(`tenantId "${tenantId}" is not one that Lambda takes`);
  if (durableExecutionName !== undefined && !DURABLE_NAME.test(durableExecutionName)) {
    refuse(`durableExecutionName is 1 to 64 letters, digits, - and _; it is "${durableExecutionName}"`);
  }
  const context = clientContext && encodeContext(clientContext);
  if (context && context.length > CLIENT_CONTEXT_LIMIT) {
    refuse(`clientContext has at most ${CLIENT_CONTEXT_LIMIT} bytes in base64; it has ${context.length}`);
  }
  return {
    FunctionName: functionName,
    ...(payload !== undefined && { Payload: payload }),
    ...(type !== "RequestResponse" && { InvocationType: type }),
    ...(qualifier !== undefined && { Qualifier: qualifier }),
    ...(logTail && { LogType: "Tail" as const }),
    ...(context !== undefined && { ClientContext: context }),
    ...(tenantId !== undefined && { TenantId: tenantId }),
    ...(durableExecutionName !== undefined && { DurableExecutionName: durableExecutionName }),
  };
}

function refusalOf(functionName: string): (what: string) => never {
  return (what) => {
    throw new TypeError(`calling ${functionName}: ${what}`);
  };
}

/** A character has one to three bytes, so that most lengths need no count. */
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
