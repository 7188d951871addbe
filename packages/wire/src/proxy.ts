import { dropDetails, type EncodedDetails, keepDetails } from "./dropped-details.ts";
import { ERROR_TYPE_HEADER } from "./error-type.ts";
import { fits } from "./json.ts";
import { encodeMessage } from "./message.ts";
import type { ProxyFlavour } from "./proxy-event.ts";
import type { FaultData } from "./wire-error.ts";

/** An HTTP answer in the form that API Gateway, a Function URL or an ALB wants of a function. */
export interface ProxyResponse {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
  readonly isBase64Encoded?: boolean;
}

/** An ALB takes a body of 1 MB; Lambda a response of 6 MB, in which the body stands escaped. In characters. */
const BODY_LIMIT = { alb: 250_000, other: 2_000_000 };

/** Writes a fault as an HTTP answer: its type in the header that AWS's own services use, the rest in the body. */
export function encodeProxy(fault: FaultData, flavour: ProxyFlavour, requestId: string): ProxyResponse {
  const isAlb = flavour === "alb" || flavour === "alb-multi-value";
  const whole = bodyWith(fault, requestId, keepDetails(fault.details));
  const isWhole = fits(whole, isAlb ? BODY_LIMIT.alb : BODY_LIMIT.other);
  const headers: Record<string, string> = {
    ...fault.headers,
    "Content-Type": "application/json",
    [ERROR_TYPE_HEADER]: fault.errorType,
    ...(fault.retryAfter !== undefined && { "Retry-After": String(fault.retryAfter) }),
  };
  return {
    statusCode: fault.status,
    ...(flavour === "alb-multi-value" ? { multiValueHeaders: eachInList(headers) } : { headers }),
    body: isWhole ? whole : bodyWith(fault, requestId, dropDetails(fault.details)),
    // The ALB's guide asks for it; API Gateway takes its absence for false.
    ...(isAlb && { isBase64Encoded: false }),
  };
}

function bodyWith(fault: FaultData, requestId: string, details: EncodedDetails): string {
  const message = encodeMessage(fault.message);
  return JSON.stringify({ errorType: fault.errorType, message, ...details, requestId });
}

function eachInList(headers: Readonly<Record<string, string>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
}
