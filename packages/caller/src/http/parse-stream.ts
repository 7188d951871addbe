import type { Catalog } from "@faultwire/catalog";
import { checkCatalog, checkOptions, describe } from "@faultwire/catalog/internal";
import {
  decodeStreamType,
  decodeTraceId,
  headerReader,
  type ServerSentEvent,
  TRACE_HEADER,
} from "@faultwire/wire";
import { iterating } from "../caller.ts";
import { malformed } from "../malformed.ts";
import { readFramed } from "./framed-chunks.ts";
import { isFetched, parseResponse } from "./parse-response.ts";
import type { StreamContext } from "./stream-context.ts";
import { eventsOf, rowsOf } from "./stream-parts.ts";
import { isStreamSource, type StreamSource } from "./stream-source.ts";

/** The parts of a stream, by the value of the option `as`. */
export interface StreamParts {
  /** The chunks as they come. */
  readonly bytes: Uint8Array;
  /** Server-sent events. */
  readonly events: ServerSentEvent;
  /** The values of lines of JSON. */
  readonly rows: unknown;
}

/** The options of {@link parseStream}. */
export interface StreamReadOptions<As extends keyof StreamParts = keyof StreamParts> {
  /**
   * The parts that the stream is read as.
   *
   * @default "bytes"
   */
  readonly as?: As;
  /** The `Content-Type` of the response, if only its body is given: it has the token by which the fault is known. */
  readonly contentType?: string;
}

/** A function that reads a stream. */
export interface ParseStream {
  /** Reads a response: an error before its first byte is thrown as `createFetch` throws it. */
  <As extends keyof StreamParts = "bytes">(
    response: Response,
    catalog: Catalog,
    options?: StreamReadOptions<As>,
  ): AsyncIterable<StreamParts[As]>;
  /** Reads the body of a response. */
  <As extends keyof StreamParts = "bytes">(
    body: StreamSource,
    catalog: Catalog,
    options: StreamReadOptions<As> & { readonly contentType: string },
  ): AsyncIterable<StreamParts[As]>;
}

const READERS: {
  readonly [As in keyof StreamParts]: (
    source: StreamSource,
    context: StreamContext,
  ) => AsyncIterable<StreamParts[As]>;
} = { bytes: readFramed, events: eventsOf, rows: rowsOf };
const WHERE = "parseStream()";

/**
 * Reads a streamed response, and throws the fault that ends it: a declared fault, or one of the families. Yields the
 * bytes, the server-sent events, or the values of lines of JSON (NDJSON), as they come. Throws a `TransportFault` if the
 * connection is cut, or if the stream ends in the middle of an event or a row. A reader that stops cancels the response.
 *
 * @throws TypeError for wrong arguments.
 * @example
 * for await (const { data } of parseStream(await fetch(url), Orders, { as: "events" })) show(JSON.parse(data));
 */
export const parseStream: ParseStream = /* @__PURE__ */ iterating(
  (given: unknown, catalog: Catalog, options: StreamReadOptions = {}) => {
    checkCatalog(WHERE, "catalog", catalog);
    checkOptions(WHERE, options, ["as", "contentType"]);
    const { as = "bytes", contentType } = options;
    if (!Object.hasOwn(READERS, as)) {
      throw new TypeError(`${WHERE}: as is "bytes", "events" or "rows"; it is ${describe(as)}`);
    }
    if (isFetched(given)) {
      if (given.bodyUsed || given.body?.locked) {
        throw new TypeError(`${WHERE}: the body of the response is read already`);
      }
      return readResponse(given, catalog, { as, contentType });
    }
    if (!isStreamSource(given)) {
      throw new TypeError(
        `${WHERE}: it reads a Response, or the stream that is its body; it got ${describe(given)}`,
      );
    }
    if (typeof contentType !== "string") {
      throw new TypeError(
        `${WHERE}: of a body alone, contentType is the Content-Type of its response; it is ${describe(contentType)}`,
      );
    }
    return readAs(as, given, { contentType, catalog });
  },
  // The parts are those of the option.
) as ParseStream;

async function* readResponse(
  response: Response,
  catalog: Catalog,
  { as, contentType }: { readonly as: keyof StreamParts; readonly contentType: string | undefined },
): AsyncGenerator<unknown, void> {
  const fault = await parseResponse(response, catalog);
  if (fault) throw fault;
  const { body } = response;
  const header = headerReader(response.headers);
  const traceId = decodeTraceId(header(TRACE_HEADER));
  const known = { contentType: contentType ?? header("content-type"), catalog, traceId };
  if (isStreamSource(body)) yield* readAs(as, body, known);
}

async function* readAs(
  as: keyof StreamParts,
  source: StreamSource,
  {
    contentType,
    ...known
  }: Pick<StreamContext, "catalog" | "traceId"> & { readonly contentType: string | undefined },
): AsyncGenerator<unknown, void> {
  const context = { ...known, where: WHERE, type: decodeStreamType(contentType) };
  if (as === "events" && context.type.form !== "events") {
    // Any other text would be a stream without an event, which looks complete.
    throw malformed({
      message: "The response is not a stream of events",
      issues: `its Content-Type is ${describe(contentType)}`,
      execution: "unknown",
      origin: { wire: "http", payload: contentType, traceId: known.traceId },
    });
  }
  yield* READERS[as](source, context);
}
