import { describe, expect, test } from "vitest";
import bedrock from "../../../spec/vectors/bedrock.json" with { type: "json" };
import custom from "../../../spec/vectors/custom-object.json" with { type: "json" };
import detailsLine from "../../../spec/vectors/details-line.json" with { type: "json" };
import documents from "../../../spec/vectors/document.json" with { type: "json" };
import http from "../../../spec/vectors/http.json" with { type: "json" };
import lastFrame from "../../../spec/vectors/last-frame.json" with { type: "json" };
import mcpResult from "../../../spec/vectors/mcp-result.json" with { type: "json" };
import messageLines from "../../../spec/vectors/message-lines.json" with { type: "json" };
import streamEnd from "../../../spec/vectors/stream-end.json" with { type: "json" };
import { encodeCustom } from "./function-error/custom.ts";
import { decodeDocument, encodeDocument } from "./function-error/document.ts";
import { decodeStandardObject, encodeStandard, type StandardError } from "./function-error/standard.ts";
import { encodeStreamEnd } from "./function-error/stream-end.ts";
import { type BodyFormat, plainBody } from "./http/body-format.ts";
import { encodeFaultFrame } from "./http/fault-frame.ts";
import { followStream } from "./http/frame-place.ts";
import { splitAtFrame } from "./http/frame-splitter.ts";
import { decodeHttp } from "./http/http.ts";
import { problemDetails } from "./http/problem-details.ts";
import { encodeProxy } from "./http/proxy.ts";
import type { ProxyFlavour } from "./http/proxy-event.ts";
import type { ProxyResponse } from "./http/proxy-shape.ts";
import { restJson1 } from "./http/rest-json.ts";
import { decodeStreamType, encodeStreamType } from "./http/stream-type.ts";
import { decodeAppSync } from "./invokers/appsync.ts";
import { encodeAppSyncEvent } from "./invokers/appsync-events.ts";
import { type BedrockAgentEvent, decodeBedrock, encodeBedrock } from "./invokers/bedrock.ts";
import { decodeJsonRpc } from "./invokers/json-rpc.ts";
import { encodeMcpResult } from "./invokers/mcp-result.ts";
import type { FaultData, WireError } from "./wire-error.ts";

/** A vector: a fault that is written as `sent`, or a payload alone, and the members that a reader finds in it. */
interface Vector {
  readonly title: string;
  // JSON has wider types than a fault: every vector is read below as what its file holds.
  readonly fault?: FaultData;
  readonly catalog?: string;
  readonly frames?: readonly string[];
  readonly requestId?: string;
  readonly format?: string;
  readonly front?: string;
  readonly contentType?: string;
  readonly token?: string;
  readonly written?: string;
  readonly hasOutputSchema?: boolean;
  readonly event?: unknown;
  readonly sent: Readonly<Record<string, unknown>>;
  readonly received: Readonly<Record<string, unknown>> | null;
}

const FORMATS: Readonly<Record<string, BodyFormat>> = {
  plain: plainBody,
  "problem+json": problemDetails("https://errors.example.com/"),
  restJson1,
};

/** The payload that the runtime posts of an error that was thrown. */
const posted = ({ name, message, stack }: StandardError) => ({
  errorType: name,
  errorMessage: message,
  trace: stack.split("\n"),
});
const lines = ({ frames = [] }: Vector) => frames.map((frame) => `\n${frame}`).join("");

function decodeAnswer(sent: Vector["sent"]) {
  // A vector of the file http.json.
  const { statusCode, headers, multiValueHeaders = {}, body = "" } = sent as unknown as ProxyResponse;
  const single = Object.entries(multiValueHeaders).map(([name, [value = ""]]) => [name, value]);
  return decodeHttp({ status: statusCode, headers: headers ?? Object.fromEntries(single), body });
}

function encodeStream(
  fault: FaultData,
  { contentType = "", token = "", written = "", requestId = "" }: Vector,
) {
  const { form = "rows" } = decodeStreamType(contentType);
  const place = followStream(form, token);
  place.follow(new TextEncoder().encode(written));
  const body = written + place.lead() + encodeFaultFrame(fault, { form, token, requestId });
  return { contentType: encodeStreamType(contentType, token), body };
}

function decodeStream({ contentType, body }: Vector["sent"]): WireError | undefined {
  const { form, token } = decodeStreamType(String(contentType));
  const splitter = form && token ? splitAtFrame(form, token) : undefined;
  splitter?.pass(new TextEncoder().encode(String(body)));
  const end = splitter?.end();
  return end && "error" in end ? end.error : undefined;
}

describe.each([
  {
    wire: "details line",
    file: detailsLine,
    write: (fault: FaultData, vector: Vector) =>
      posted(encodeStandard(fault, vector.catalog ?? "", lines(vector))),
    read: decodeStandardObject,
  },
  {
    wire: "custom object",
    file: custom,
    write: (fault: FaultData, { requestId = "" }: Vector) => ({
      ...{ errorType: fault.errorType, stackTrace: [] },
      errorMessage: encodeCustom(fault, requestId),
    }),
    read: (sent: Vector["sent"]) => {
      const error = decodeStandardObject(sent);
      return error.embedded ?? error;
    },
  },
  {
    wire: "document",
    file: documents,
    write: (fault: FaultData, vector: Vector) => encodeDocument(fault, lines(vector), vector.requestId),
    read: decodeDocument,
  },
  {
    wire: "HTTP answer",
    file: http,
    write: (fault: FaultData, { front, format = "plain", requestId = "" }: Vector) =>
      // A vector of the file http.json.
      encodeProxy(fault, front as ProxyFlavour, { requestId, format: FORMATS[format] ?? plainBody }),
    read: decodeAnswer,
  },
  {
    wire: "end of a stream",
    file: streamEnd,
    write: (fault: FaultData, { catalog = "" }: Vector) => posted(encodeStreamEnd(fault, catalog)),
    read: decodeStandardObject,
  },
  {
    wire: "message of two lines",
    file: messageLines,
    write: (fault: FaultData) => ({ error: encodeAppSyncEvent(fault) }),
    read: decodeAppSync,
  },
  { wire: "last frame of a stream", file: lastFrame, write: encodeStream, read: decodeStream },
  {
    wire: "result of a tool",
    file: mcpResult,
    write: (fault: FaultData, { hasOutputSchema }: Vector) => encodeMcpResult(fault, hasOutputSchema),
    read: decodeJsonRpc,
  },
  {
    wire: "answer to an agent",
    file: bedrock,
    // A vector of the file bedrock.json.
    write: (fault: FaultData, { event }: Vector) =>
      encodeBedrock(fault, event as BedrockAgentEvent, "REPROMPT"),
    read: decodeBedrock,
  },
])("the specification's vectors of the $wire", ({ file, write, read }) => {
  const vectors = file.vectors as unknown as readonly Vector[];

  test.each(vectors.filter(({ fault }) => fault))("$title: written", (vector) => {
    expect(vector.fault && write(vector.fault, vector)).toEqual(vector.sent);
  });

  test.each(vectors)("$title: read", ({ sent, received }) => {
    const error = read(sent);
    expect(error && membersOf(error)).toEqual(received ?? undefined);
  });
});

function membersOf({ errorType, message, details, dropped, status, retryable, retryAfter }: WireError) {
  return { errorType, message, details, dropped, status, retryable, retryAfter };
}
