import { type BodyFormat, plainBody } from "./body-format.ts";
import { dropDetails, keepDetails } from "./dropped-details.ts";
import { encodeHeaders } from "./headers.ts";
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

/** An ALB takes a body of 1 MB, a WebSocket 128 KB; Lambda a response of 6 MB, in which the body stands escaped. */
const BODY_LIMIT: Readonly<Partial<Record<ProxyFlavour, number>>> = {
  alb: 250_000,
  "alb-multi-value": 250_000,
  websocket: 40_000,
};
/** In characters, none of which takes more than three bytes. */
const USUAL_LIMIT = 2_000_000;

/** Writes a fault as an HTTP answer: its type in the header that AWS's own services use, the rest in the body. */
export function encodeProxy(
  fault: FaultData,
  flavour: ProxyFlavour,
  requestId: string,
  format = plainBody,
): ProxyResponse {
  // A frame has no headers: whatever the format, its body has to say all.
  if (flavour === "websocket") return { statusCode: 200, body: bodyWith(fault, flavour, requestId, frame) };
  const body = bodyWith(fault, flavour, requestId, format);
  const headers = encodeHeaders(fault, format.contentType);
  const isAlb = flavour === "alb" || flavour === "alb-multi-value";
  return {
    statusCode: fault.status,
    ...(flavour === "alb-multi-value" ? { multiValueHeaders: eachInList(headers) } : { headers }),
    body,
    // The ALB's guide asks for it; API Gateway takes its absence for false.
    ...(isAlb && { isBase64Encoded: false }),
  };
}

const frame: BodyFormat = {
  contentType: plainBody.contentType,
  encode: (fault, details, requestId) => {
    const { status, retryAfter } = fault;
    return { ...plainBody.encode(fault, details, requestId), status, retryAfter };
  },
};

/** Details that are too large stay behind. */
function bodyWith(fault: FaultData, flavour: ProxyFlavour, requestId: string, format: BodyFormat): string {
  const { errorType, status, retryable, retryAfter } = fault;
  const folded = { errorType, message: encodeMessage(fault.message), status, retryable, retryAfter };
  const whole = JSON.stringify(format.encode(folded, keepDetails(fault.details), requestId));
  if (fits(whole, BODY_LIMIT[flavour] ?? USUAL_LIMIT)) return whole;
  return JSON.stringify(format.encode(folded, dropDetails(fault.details), requestId));
}

function eachInList(headers: Readonly<Record<string, string>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
}
