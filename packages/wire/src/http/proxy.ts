import { fitDetails } from "../dropped-details.ts";
import { encodeMembers } from "../fault-members.ts";
import { fits } from "../json.ts";
import { encodeMessage } from "../message.ts";
import type { FaultData } from "../wire-error.ts";
import { type BodyFormat, plainBody } from "./body-format.ts";
import { encodeHeaders } from "./headers.ts";
import type { ProxyFlavour } from "./proxy-event.ts";
import { encodeProxyResponse, type ProxyResponse, proxyShape } from "./proxy-shape.ts";

/** Options of an HTTP answer. */
interface ProxyOptions {
  readonly requestId: string;
  /**
   * The format of the body. A WebSocket frame, which has no headers, always has its own.
   *
   * @default plainBody
   */
  readonly format?: BodyFormat;
}

/**
 * Writes a fault as an HTTP answer: its type in the header that AWS's own services use, everything else in the body.
 */
export function encodeProxy(
  fault: FaultData,
  flavour: ProxyFlavour,
  { requestId, format = plainBody }: ProxyOptions,
): ProxyResponse & { readonly body: string } {
  const { isFrame, faultLimit } = proxyShape(flavour);
  const bodyFormat = isFrame ? frame : format;
  const { errorType, status, retryable, retryAfter, details } = fault;
  const folded = { errorType, message: encodeMessage(fault.message), status, retryable, retryAfter };
  const body = fitDetails(
    details,
    (encoded) => JSON.stringify(bodyFormat.encode(folded, encoded, requestId)),
    (text) => fits(text, faultLimit),
  );
  if (isFrame) return { statusCode: 200, body };
  const headers = encodeHeaders(fault, format.contentType);
  return { ...encodeProxyResponse({ status, headers, body }, flavour), body };
}

/** The body of a WebSocket frame, which has no other place for the members that are headers elsewhere. */
const frame: BodyFormat = {
  contentType: "application/json",
  encode: (fault, details, requestId) => {
    const { retryable: _, ...members } = encodeMembers(fault);
    return { ...plainBody.encode(fault, details, requestId), ...members };
  },
};
