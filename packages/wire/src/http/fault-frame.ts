import { fitDetails } from "../dropped-details.ts";
import { decodeMembers, encodeMembers } from "../fault-members.ts";
import { asString, fits, isJsonObject, parseJson } from "../json.ts";
import { encodeMessage } from "../message.ts";
import type { FaultData, WireError } from "../wire-error.ts";
import { type StreamForm, tokenIn } from "./stream-type.ts";

/** The stream that a frame ends. */
export interface FrameContext {
  readonly form: StreamForm;
  readonly token: string;
  readonly requestId: string;
}

/** In escaped characters. */
const LIMIT = 2_000_000;
/** Whatever reads lines or bytes reads ASCII alike. JSON leaves U+007F and all above as they are. */
const NOT_ASCII = /[\x7f-\uffff]/g;

/**
 * Writes a fault as the last frame of a stream: an event called `error`, or a line of JSON.
 *
 * @see https://github.com/faultwire/faultwire/blob/main/docs/spec.md#the-last-frame-of-a-stream
 */
export function encodeFaultFrame(fault: FaultData, { form, token, requestId }: FrameContext): string {
  const { errorType, details } = fault;
  const message = encodeMessage(fault.message);
  const error = fitDetails(
    details,
    (encoded) =>
      JSON.stringify({ errorType, message, ...encodeMembers(fault, encoded), requestId }).replace(
        NOT_ASCII,
        (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
      ),
    (json) => fits(json, LIMIT),
  );
  return `${frameStart(form, token)}${error}}${form === "events" ? "\n\n" : "\n"}`;
}

/** Makes the text that a stream's frame begins with, and by which it is found. */
export function frameStart(form: StreamForm, token: string): string {
  const json = `{"faultwire":"${token}","error":`;
  return form === "events" ? `event: error\ndata: ${json}` : json;
}

/**
 * Finds the frame in the body of a stream that was collected; undefined if it has none. A frame that was cut is an error
 * without a name.
 */
export function decodeFramedBody(contentType: string, body: string): WireError | undefined {
  const token = tokenIn(contentType);
  const at = token === undefined ? -1 : body.indexOf(frameStart("rows", token));
  if (at === -1) return undefined;
  const frame = body.slice(at);
  const message = "The response stream ended before it was complete";
  const cut = { wire: "event-stream", reportedBy: "transport", execution: "started" } as const;
  return decodeFaultFrame(frame) ?? { ...cut, payload: frame, message };
}

/** Reads the frame that ends a stream, from its start; undefined if it was cut. What follows it is left out. */
export function decodeFaultFrame(frame: string): WireError | undefined {
  const [json = ""] = frame.slice(frame.indexOf("{")).split("\n", 1);
  const payload = parseJson(json);
  const error = isJsonObject(payload) ? payload.error : undefined;
  if (!isJsonObject(error)) return undefined;
  return {
    ...{ wire: "event-stream", payload, ...decodeMembers(error) },
    errorType: asString(error.errorType),
    message: asString(error.message),
    requestId: asString(error.requestId),
    // The function had begun to answer.
    execution: "started",
  };
}
